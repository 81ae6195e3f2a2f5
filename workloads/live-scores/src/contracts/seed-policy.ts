import { exponential } from '@kickoff/contracts';

/** What most jobs of the workload share: three tries of 30 seconds. Broadcasts have 15 seconds. */
export const TRIES = { attempts: 3, backoff: exponential({ first: '1s', factor: 2, max: '30s' }) } as const;
export const TIMEOUT = '30s';
export const BROADCAST_TIMEOUT = '15s';
/** A poll of a busy hour finds a hundred changes and more at once. */
export const BATCH = { size: 100, wait: '5ms' } as const;
