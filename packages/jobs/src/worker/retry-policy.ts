import { JobTimedOut, SHORTEST_BACKOFF_MS, Unrecoverable, type AnyContract } from '@kickoff/contracts';

/** A contract's policy is its team's code: one that throws is told of and must not keep the job from its end. */
export type WarnOfPolicy = (message: string, thrown: unknown) => void;

/** Whether an attempt that ended with this error may be followed by another one, as far as the error decides. */
export function mayRetry(contract: AnyContract, error: unknown, warn: WarnOfPolicy): boolean {
  if (error instanceof Unrecoverable) return false;
  if (error instanceof JobTimedOut) return true;
  try {
    return contract.retryIf(error);
  } catch (thrown) {
    warn('retryIf threw; the job is tried again', thrown);
    return true;
  }
}

/** Milliseconds until the next attempt after failed attempt number `attempt`; never below the shortest back-off. */
export function retryDelayMs(contract: AnyContract, attempt: number, error: unknown, warn: WarnOfPolicy): number {
  let delayMs = Number.NaN;
  try {
    delayMs = contract.backoff(attempt, error);
  } catch (thrown) {
    warn('backoff threw; the job waits for the shortest time', thrown);
  }
  return Number.isFinite(delayMs) ? Math.max(SHORTEST_BACKOFF_MS, delayMs) : SHORTEST_BACKOFF_MS;
}
