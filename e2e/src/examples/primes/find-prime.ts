import { defineJob, defineWorkload } from '@kickoff/contracts';
import { z } from 'zod';

export const findPrime = defineJob({
  type: 'primes.find-prime',
  summary: 'Finds the first prime number that is not below a number.',
  queue: 'computing',
  input: z.object({ from: z.int().min(2) }),
  output: z.object({ prime: z.int() }),
  isolation: 'thread',
  timeout: '10s',
});

export const primes = defineWorkload({
  name: 'primes',
  summary: 'Looks for prime numbers.',
  contracts: [findPrime],
  queues: { computing: { service: 'external' } },
});
