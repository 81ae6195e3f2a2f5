import { z } from 'zod';
import type { AnyOperation } from '../define-operation.js';

const RequestId = z
  .string()
  .regex(/^[\w.:-]{1,100}$/, 'must be 1 to 100 letters, digits, or . _ : -')
  .meta({ description: 'Name of this request in logs, problems and the audit. Default: one is made.' });

/** Of the `Idempotency-Key` header. */
export const IdempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .meta({ description: 'The same key and request within 24 hours is done once and answered as the first time.' });

/** The headers that a request of this operation may have. */
export function headersOf({ method, params, changes }: AnyOperation): z.ZodObject {
  const isResource = method === 'GET' && Object.keys(params.shape).length > 0;
  return z.object({
    'X-Request-Id': RequestId.optional(),
    ...(method === 'POST' ? { 'Idempotency-Key': IdempotencyKey.optional() } : {}),
    ...(isResource
      ? {
          'If-None-Match': z
            .string()
            .optional()
            .meta({ description: 'An ETag; what has not changed is answered 304.' }),
        }
      : {}),
    ...(changes
      ? {
          'If-Match': z
            .string()
            .optional()
            .meta({ description: 'An ETag; what has changed since is not touched (412).' }),
        }
      : {}),
  });
}

/** Whether a text can be the name of a request. */
export function isRequestId(text: unknown): text is string {
  return RequestId.safeParse(text).success;
}
