import { errorCode, exponential } from '@kickoff/contracts';

/** What the workload's jobs share: four tries of 300 seconds, from one second on doubling, and three of them at once. */
export const POLICY = {
  queue: 'syncing',
  attempts: 4,
  backoff: exponential({ first: '1s', factor: 2, max: '30s' }),
  // What is asked for is never a thing that may be missing: a 404 says that the address is wrong.
  retryIf: (error: unknown) => errorCode(error) !== 'UPSTREAM_NOT_FOUND',
  timeout: '300s',
  concurrency: [{ name: 'jobs', limit: 3 }],
} as const;
