import { errorCode, exponential } from '@kickoff/contracts';

/** What jobs that ask the upstream share. */
export const FETCHES = {
  attempts: 4,
  backoff: exponential({ first: '5s', factor: 4, max: '10m' }),
  // A file that is missing is missing a minute later, too.
  retryIf: (error: unknown) => errorCode(error) !== 'UPSTREAM_NOT_FOUND',
  timeout: '2m',
} as const;
/** What jobs share that only compute and store. */
export const COMPUTES = {
  attempts: 3,
  backoff: exponential({ first: '2s', factor: 4, max: '1m' }),
  timeout: '5m',
} as const;
