/** How one run of a handler ended. Decided by what it returned, threw or asked for, never by reading a message. */
export type JobOutcome =
  | { kind: 'succeeded'; output: unknown }
  | { kind: 'failed'; error: unknown }
  /** Asked for, or caused by an outage or a limit: no attempt is spent. */
  | { kind: 'deferred'; runAt: number; reason: string }
  | { kind: 'cancelled'; reason: string }
  /** The worker stops: no attempt is spent. */
  | { kind: 'interrupted' }
  /** Somebody else moved the job. */
  | { kind: 'lost' };

/** Thrown by `job.defer` and `job.cancel` to leave the handler. The outcome is on the context, so catching it changes nothing. */
export class HandlerLeft extends Error {
  constructor(readonly why: 'deferred' | 'cancelled') {
    super(`the handler left: ${why}`);
    this.name = 'HandlerLeft';
  }
}
