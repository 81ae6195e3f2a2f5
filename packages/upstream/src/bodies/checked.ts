import type { z } from 'zod';
import { UpstreamSchemaInvalid, type RequestName } from '../upstream-errors.js';

/** @throws UpstreamSchemaInvalid naming every place that is not as the schema says */
export function checked<S extends z.ZodType>(name: RequestName, value: unknown, schema: S): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new UpstreamSchemaInvalid(name, issues);
}
