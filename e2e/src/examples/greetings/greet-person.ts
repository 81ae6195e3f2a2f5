import { defineJob, defineWorkload, exponential } from '@kickoff/contracts';
import { z } from 'zod';

export const greetPerson = defineJob({
  type: 'greetings.greet-person',
  summary: 'Greets one person.',
  queue: 'greeting',
  input: z.object({ name: z.string().min(1) }),
  output: z.object({ greeting: z.string() }),
  attempts: 3,
  backoff: exponential({ first: '1s', factor: 2, max: '30s' }),
  timeout: '10s',
});

export const greetings = defineWorkload({
  name: 'greetings',
  summary: 'Says hello.',
  contracts: [greetPerson],
  queues: { greeting: { service: 'external' } },
});
