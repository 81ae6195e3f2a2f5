import { durationMs, type Duration } from './duration.js';
import { ConfigurationInvalid } from './errors.js';

/** Milliseconds to wait after failed attempt number `attempt` (from 1) that ended with `error`. */
export type Backoff = (attempt: number, error: unknown) => number;

/** Shortest wait that the broker's schedules keep reliably. */
export const SHORTEST_BACKOFF_MS = 250;

/** The same wait after every failure. */
export function fixed(delay: Duration): Backoff {
  const delayMs = durationMs(delay, 'backoff.fixed');
  return () => delayMs;
}

/** One wait per attempt; the last one repeats. */
export function steps(...delays: [Duration, ...Duration[]]): Backoff {
  const delaysMs = delays.map((delay, index) => durationMs(delay, `backoff.steps[${index}]`));
  return (attempt) => delaysMs[Math.min(attempt, delaysMs.length) - 1]!;
}

export interface ExponentialOptions {
  /** Wait after the first failure. */
  first: Duration;
  /** Each wait is this many times the one before. Default 2. */
  factor?: number;
  /** Longest wait. Default one hour. */
  max?: Duration;
  /** Share of the wait that is drawn at random, from 0 to 1, so that jobs that failed together do not return together. Default 0.1. */
  jitter?: number;
}

/** Waits that grow by a factor, with jitter. */
export function exponential({ first, factor = 2, max = '1h', jitter = 0.1 }: ExponentialOptions): Backoff {
  const firstMs = durationMs(first, 'backoff.exponential.first');
  const maxMs = durationMs(max, 'backoff.exponential.max');
  if (!(factor >= 1)) throw new ConfigurationInvalid('backoff.exponential.factor', `must be at least 1, got ${factor}`);
  if (!(jitter >= 0 && jitter <= 1)) {
    throw new ConfigurationInvalid('backoff.exponential.jitter', `must be from 0 to 1, got ${jitter}`);
  }
  return (attempt) => {
    const fullMs = Math.min(maxMs, firstMs * factor ** (attempt - 1));
    return Math.round(fullMs * (1 - jitter * Math.random()));
  };
}
