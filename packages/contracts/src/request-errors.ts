import { KickoffError } from './errors.js';

/** Conditions of requests to the control API. Part of the catalogue, as those of `errors.ts`. */

/** A request's path, query, header or body is not what the operation takes. */
export class RequestInvalid extends KickoffError {
  readonly code = 'REQUEST_INVALID';
  readonly fault = 'caller';
  constructor(
    /** Id of the operation. */
    readonly operation: string,
    /** Where in the request, `body.jobs.0.type`, and what was expected there. */
    readonly issues: readonly { path: string; message: string }[],
  ) {
    super(`${operation}: ${issues.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
  }
}

/** The request has no key, or one that is unknown, expired or revoked. */
export class Unauthenticated extends KickoffError {
  readonly code = 'UNAUTHENTICATED';
  readonly fault = 'caller';
}

/** The key is good, but its role, right or workloads do not cover what was asked for. */
export class Forbidden extends KickoffError {
  readonly code = 'FORBIDDEN';
  readonly fault = 'caller';
}

/** What the path names is not there. */
export class NotFound extends KickoffError {
  readonly code = 'NOT_FOUND';
  readonly fault = 'caller';
}

/** The caller confirmed another number than there are now. Nothing was changed. */
export class CountDiffers extends KickoffError {
  readonly code = 'COUNT_DIFFERS';
  readonly fault = 'caller';
  constructor(
    /** Of jobs, now. */
    readonly count: number,
    confirmed: number,
  ) {
    super(`there are ${count} jobs now, not ${confirmed}; look again, and confirm that number`);
  }
}

/** A key or schedule with that name is there already. */
export class NameTaken extends KickoffError {
  readonly code = 'NAME_TAKEN';
  readonly fault = 'caller';
}

/** The code declares the schedule, so it cannot be deleted at run time. Nothing was changed. */
export class ScheduleDeclared extends KickoffError {
  readonly code = 'SCHEDULE_DECLARED';
  readonly fault = 'caller';
}

/** The resource is no longer what the caller saw: its ETag is none of those in `If-Match`. Nothing was changed. */
export class PreconditionFailed extends KickoffError {
  readonly code = 'PRECONDITION_FAILED';
  readonly fault = 'caller';
}

/** The `Idempotency-Key` was used for another request within the last 24 hours. Nothing was done. */
export class IdempotencyKeyReused extends KickoffError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  readonly fault = 'caller';
}

/** The first request with this `Idempotency-Key` has not been answered yet. */
export class IdempotencyKeyInUse extends KickoffError {
  readonly code = 'IDEMPOTENCY_KEY_IN_USE';
  readonly fault = 'caller';
  override readonly retryAfterMs = 1_000;
}

/** More requests than the key or the address may make. */
export class RateLimited extends KickoffError {
  readonly code = 'RATE_LIMITED';
  readonly fault = 'caller';
  constructor(
    message: string,
    override readonly retryAfterMs: number,
  ) {
    super(message);
  }
}

/** The body has more bytes than the api takes. */
export class BodyTooLarge extends KickoffError {
  readonly code = 'BODY_TOO_LARGE';
  readonly fault = 'caller';
}

/** The body's lists and objects lie deeper in each other than the api takes. */
export class BodyTooDeep extends KickoffError {
  readonly code = 'BODY_TOO_DEEP';
  readonly fault = 'caller';
}
