import {
  DatabaseUnavailable,
  JobCancelled,
  JobInterrupted,
  JobTimedOut,
  Overloaded,
  QueueDraining,
  SealingKeyUnknown,
} from '@kickoff/contracts';
import { LimitDeferred } from '../limiter/limit-deferred.js';

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

const OUTAGE_DELAY_MS = 5_000;
/** Somebody opens the queue again. */
const DRAIN_DELAY_MS = 30_000;
/** Keys come with a new deployment. */
const KEY_DELAY_MS = 30_000;

/** What a thrown error means for the job. Why it was aborted comes first: what a stopped handler throws is no news. */
export function outcomeOfThrown(
  error: unknown,
  { abortedBy, now, isOutage }: { abortedBy: Error | undefined; now: number; isOutage: (error: unknown) => boolean },
): JobOutcome {
  if (abortedBy instanceof JobCancelled) return { kind: 'cancelled', reason: abortedBy.message };
  if (abortedBy instanceof JobInterrupted) return { kind: 'interrupted' };
  if (abortedBy instanceof JobTimedOut) return { kind: 'failed', error: abortedBy };
  if (error instanceof LimitDeferred) return { kind: 'deferred', runAt: error.retryAt, reason: error.message };
  if (error instanceof Overloaded) return outageOutcome(error, now, error.retryAfterMs);
  if (error instanceof QueueDraining) return outageOutcome(error, now, DRAIN_DELAY_MS);
  if (error instanceof SealingKeyUnknown) return outageOutcome(error, now, KEY_DELAY_MS);
  if (error instanceof DatabaseUnavailable || isOutage(error)) return outageOutcome(error, now);
  return { kind: 'failed', error };
}

/** Something that the job needs is away: it comes back without spending its attempt. */
export function outageOutcome(error: unknown, now: number, delayMs = OUTAGE_DELAY_MS): JobOutcome {
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: 'deferred', runAt: now + delayMs, reason: `outage: ${reason}` };
}
