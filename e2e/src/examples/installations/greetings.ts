import { defineJob, defineWorkload } from '@kickoff/contracts';
import { z } from 'zod';

/** The same in every installation: unique by name, one at a time. */
export const greetSomeone = defineJob({
  type: 'greetings.greet-someone',
  summary: 'Greets until it is told to end.',
  queue: 'work',
  input: z.object({ name: z.string() }),
  attempts: 1,
  unique: { by: ({ name }) => name },
  concurrency: [{ name: 'one-at-a-time', limit: 1 }],
});

export const greetings = defineWorkload({
  name: 'greetings',
  summary: 'Greets.',
  contracts: [greetSomeone],
  queues: { work: { service: 'external' } },
  channels: [{ pattern: ':who', visibility: 'public' }],
});
