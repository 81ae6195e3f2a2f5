/** A workload of tests: jobs that a schedule may make, with and without a key of their own. */
import { defineJob, defineSchedule, defineWorkload, type ScheduleDefinition } from '@kickoff/contracts';
import { z } from 'zod';

export const freeJob = defineJob({
  type: 'demo.run-free',
  summary: 'Has no key of its own.',
  queue: 'work',
  input: z.object({ n: z.int() }),
});

export const keyedJob = defineJob({
  type: 'demo.run-keyed',
  summary: 'Is unique by its own key.',
  queue: 'work',
  input: z.object({ n: z.int() }),
  unique: { by: ({ n }) => n },
});

export const demo = defineWorkload({
  name: 'demo',
  summary: 'For tests.',
  contracts: [freeJob, keyedJob],
  queues: { work: { service: 'external' } },
});

export const everySecond: ScheduleDefinition = defineSchedule('demo', {
  name: 'tick-every-second',
  job: freeJob,
  input: { n: 1 },
  every: '1s',
  overlap: 'queue-all',
});
