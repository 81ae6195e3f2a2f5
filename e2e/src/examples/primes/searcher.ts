import { handleInThread, Worker } from '@kickoff/jobs';
import { findPrime, primes } from './find-prime.js';

/** Runs as many searches at once as the machine has processors. */
export function searcher(servers: string): Worker {
  return new Worker({
    connection: { servers, name: 'searcher' },
    workload: primes,
    queues: [{ name: 'computing' }],
    handlers: [handleInThread(findPrime, new URL('./find-prime.thread.js', import.meta.url))],
  });
}
