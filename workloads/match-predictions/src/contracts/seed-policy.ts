import { exponential } from '@kickoff/contracts';

/** What jobs that ask the upstream share. */
export const FETCHES = {
  attempts: 4,
  backoff: exponential({ first: '5s', factor: 4, max: '10m' }),
  timeout: '2m',
} as const;
/** What jobs share that only compute and store. */
export const COMPUTES = {
  attempts: 3,
  backoff: exponential({ first: '2s', factor: 4, max: '1m' }),
  timeout: '5m',
} as const;
