import type { ThreadRun } from '@kickoff/jobs';
import type { findPrime } from './find-prime.js';

export const run: ThreadRun<typeof findPrime> = ({ from }, job) => {
  for (let candidate = from; ; candidate += 1) {
    job.signal.throwIfAborted();
    if (isPrime(candidate)) return { prime: candidate };
    job.metric('composites', 1);
  }
};

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) if (candidate % divisor === 0) return false;
  return true;
}
