import { BadRequestException } from '@nestjs/common';
import type { z } from 'zod';

/** @throws BadRequestException that names every place that is wrong */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${['body', ...path].join('.')}: ${message}`);
  throw new BadRequestException(issues.join('; '));
}
