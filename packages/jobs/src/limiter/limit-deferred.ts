/**
 * Thrown by `take()` when the wait is too long for a slot: the worker moves the job to `retryAt` without spending an
 * attempt. Not a failure, hence not in the catalogue; handlers let it pass.
 */
export class LimitDeferred extends Error {
  constructor(
    readonly limit: string,
    /** Milliseconds since the epoch, server clock. */
    readonly retryAt: number,
    readonly reason: string,
  ) {
    super(`limit ${limit}: ${reason}; asks again at ${new Date(retryAt).toISOString()}`);
    this.name = 'LimitDeferred';
  }
}
