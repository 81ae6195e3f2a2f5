import type { StandardSchemaV1 } from '@kickoff/contracts';

export type Validated<T> =
  { value: T; issues?: undefined } | { value?: undefined; issues: { path: string; message: string }[] };

/** Validates by any Standard Schema library; synchronous whenever the library is, since that is the hot path. */
export function validate<S extends StandardSchemaV1>(
  schema: S,
  value: unknown,
): Validated<StandardSchemaV1.InferOutput<S>> | Promise<Validated<StandardSchemaV1.InferOutput<S>>> {
  const result = schema['~standard'].validate(value);
  return result instanceof Promise ? result.then(toValidated) : toValidated(result);
}

function toValidated<T>(result: StandardSchemaV1.Result<T>): Validated<T> {
  if (!result.issues) return { value: result.value };
  return {
    issues: result.issues.map(({ path, message }) => ({
      path: (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
      message,
    })),
  };
}
