import {
  JobTimedOut,
  KickoffError,
  SHORTEST_BACKOFF_MS,
  Unrecoverable,
  type AnyContract,
  type CompiledRunTerms,
  type Envelope,
} from '@kickoff/contracts';

/** A contract's policy is its team's code: one that throws is told of and must not keep the job from its end. */
export type WarnOfPolicy = (message: string, thrown: unknown) => void;

/** What a policy is asked about. */
export interface FailedAttempt {
  contract: AnyContract;
  /** The contract's own, or what overrides them. */
  terms: CompiledRunTerms;
  envelope: Envelope;
  /** Number of the attempt that failed, from 1. */
  attempt: number;
  error: unknown;
  /** Server time in milliseconds. */
  now: number;
}

/** When the next attempt is due, by the server's clock; undefined when the job gets none and is dead. */
export function nextAttemptAt(failed: FailedAttempt, warn: WarnOfPolicy): number | undefined {
  const { contract, terms, envelope, attempt, error, now } = failed;
  if (attempt >= (envelope.attempts ?? terms.attempts) || !mayRetry(contract, error, warn)) return undefined;
  const dueAt = now + retryDelayMs(terms, attempt, error, warn);
  return dueAt > envelope.enqueuedAt + (contract.retryUntilMs ?? Infinity) ? undefined : dueAt;
}

function mayRetry(contract: AnyContract, error: unknown, warn: WarnOfPolicy): boolean {
  if (error instanceof Unrecoverable) return false;
  if (error instanceof JobTimedOut) return true;
  try {
    return contract.retryIf(error);
  } catch (thrown) {
    warn('retryIf threw; the job is tried again', thrown);
    return true;
  }
}

function retryDelayMs({ backoff }: CompiledRunTerms, attempt: number, error: unknown, warn: WarnOfPolicy): number {
  let delayMs = Number.NaN;
  try {
    const stated = error instanceof KickoffError ? error.retryAfterMs : undefined;
    delayMs = stated ?? backoff(attempt, error);
  } catch (thrown) {
    warn('backoff threw; the job waits for the shortest time', thrown);
  }
  return Number.isFinite(delayMs) ? Math.max(SHORTEST_BACKOFF_MS, delayMs) : SHORTEST_BACKOFF_MS;
}
