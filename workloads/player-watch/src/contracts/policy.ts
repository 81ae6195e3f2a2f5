import { exponential } from '@kickoff/contracts';

/** What the workload's jobs share. Ten minutes a run: players are many, and Riot allows few requests. */
export const POLICY = {
  queue: 'watching',
  attempts: 3,
  backoff: exponential({ first: '1s', factor: 4, max: '1m' }),
  timeout: '600s',
} as const;
