import { defineJob, defineWorkload } from '@kickoff/contracts';
import { NoOpInput } from './no-op.js';

/** Jobs of what needs the scheduler service: limits, and cancelling jobs that run. */

export const KEYS = 10_000;
/** Starts per second of `rated`. */
export const RATE = 100;

const common = { queue: 'work', input: NoOpInput, timeout: '10m' } as const;

export const unlimited = defineJob({
  ...common,
  type: 'bench-scheduled.no-op',
  summary: 'Does nothing.',
});

export const onePerKey = defineJob({
  ...common,
  type: 'bench-scheduled.no-op-per-key',
  summary: 'Does nothing, one at a time for each key.',
  concurrency: [{ name: 'per-key', limit: 1, by: ({ number }) => number % KEYS }],
});

export const rated = defineJob({
  ...common,
  type: 'bench-scheduled.no-op-rated',
  summary: 'Does nothing, so many times per second.',
  rateLimit: [{ name: 'rated', limit: RATE, per: '1s' }],
});

export const untilCancelled = defineJob({
  ...common,
  type: 'bench-scheduled.wait-for-signal',
  summary: 'Waits until it is cancelled.',
});

export const scheduledWorkload = defineWorkload({
  name: 'bench-scheduled',
  summary: 'Jobs that measure limits and cancelling.',
  contracts: [unlimited, onePerKey, rated, untilCancelled],
  queues: { work: { service: 'external', priorities: ['normal'] } },
});

export const SCHEDULED_STREAM = 'JOBS_bench-scheduled';
