import { HttpException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import { BodyTooLarge, CountDiffers, FAULTS, KickoffError } from '@kickoff/contracts';

/** An error as a client of the API sees it (RFC 9457). `code` is of the catalogue, or the HTTP status in words. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  /** The request's name in the log. */
  requestId?: string;
  /** Places in the request that are wrong, where there are any. */
  issues?: readonly { path: string; message: string }[];
  /** How many there are now, where the caller said another number. */
  count?: number;
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
}

/** Where the fault's status says too little: what is asked for is not there, or is no longer in that state. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  BODY_TOO_DEEP: 400,
  BODY_TOO_LARGE: 413,
  COUNT_DIFFERS: 409,
  DEAD_LETTER_NOT_FOUND: 404,
  DEAD_LETTER_RETRIED: 409,
  DEAD_LETTER_UNUSABLE: 409,
  FLOW_NOT_FOUND: 404,
  FORBIDDEN: 403,
  IDEMPOTENCY_KEY_IN_USE: 409,
  JOB_NOT_FOUND: 404,
  KEY_HELD: 409,
  JOB_UNFINISHED: 409,
  NAME_TAKEN: 409,
  NOT_FOUND: 404,
  PAUSE_TARGET_UNKNOWN: 404,
  PRECONDITION_FAILED: 412,
  QUEUE_DRAINING: 409,
  RATE_LIMITED: 429,
  REQUEST_INVALID: 400,
  SCHEDULE_DECLARED: 409,
  SEARCH_INVALID: 400,
  TARGET_UNKNOWN: 404,
  TOO_LATE: 409,
  UNAUTHENTICATED: 401,
  WORKER_GONE: 409,
  WORKER_REFUSED: 409,
};

/** Says nothing of errors that are nobody's business outside: their text may hold addresses or data. */
export function problemOf(error: unknown, instance: string): Problem {
  if (error instanceof KickoffError) {
    const status = STATUS_OF_CODE[error.code] ?? FAULTS[error.fault].httpStatus;
    const { code } = error;
    const problem = { ...problemWith(status, code, error.message), instance };
    if ('issues' in error && Array.isArray(error.issues)) problem.issues = error.issues;
    if (error instanceof CountDiffers) problem.count = error.count;
    if (error.retryAfterMs !== undefined) problem.retryAfter = Math.ceil(error.retryAfterMs / 1_000);
    return problem;
  }
  const status = statusOf(error);
  // The HTTP server says so before any of our code sees the request.
  if (status === 413) return problemOf(new BodyTooLarge('the body is larger than KICKOFF_API_BODY_BYTES'), instance);
  if (status === undefined || status >= 500) {
    const detail = 'The request failed here, not by your doing. The log of the api has the cause.';
    return { ...problemWith(status ?? 500, codeOfStatus(status ?? 500), detail), instance };
  }
  return { ...problemWith(status, codeOfStatus(status), error instanceof Error ? error.message : ''), instance };
}

function problemWith(status: number, code: string, detail: string): Omit<Problem, 'instance'> & Partial<Problem> {
  return { type: `urn:kickoff:error:${code}`, title: STATUS_CODES[status] ?? 'Error', status, detail, code };
}

/** Of Nest's exceptions and of Fastify's errors, e.g. a body that is not JSON. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' && error.statusCode >= 400 ? error.statusCode : undefined;
}

function codeOfStatus(status: number): string {
  return (STATUS_CODES[status] ?? 'Error').toUpperCase().replaceAll(/[^A-Z]+/g, '_');
}
