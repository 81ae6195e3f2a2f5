import { defineJob, defineWorkload, Unrecoverable } from '@kickoff/contracts';
import { handle, Worker } from '@kickoff/jobs';
import { z } from 'zod';

const input = z.looseObject({});
const priorities = ['critical', 'high', 'normal', 'low'] as const;

/** Any object is an input of its jobs, so that most of what is made at random is one. */
const bake = defineJob({ type: 'kitchen.bake', summary: 'Bakes.', queue: 'oven', priority: 'normal', input });
const burn = defineJob({
  type: 'kitchen.burn',
  summary: 'Dies, or does so once.',
  queue: 'oven',
  priority: 'normal',
  input: z.looseObject({ why: z.unknown().optional(), once: z.unknown().optional() }),
});
export const kitchen = defineWorkload({
  name: 'kitchen',
  summary: 'Where jobs run and die.',
  contracts: [bake, burn],
  queues: { oven: { service: 'external', priorities }, stove: { service: 'external', priorities } },
});

const fetchThing = defineJob({
  type: 'pantry.fetch-thing',
  summary: 'Fetches.',
  queue: 'shelf',
  priority: 'normal',
  input,
  rateLimit: [{ name: 'ladder', limit: 1_000, per: '1s' }],
});
/** What is paused, limited and silenced; the kitchen goes on meanwhile. */
export const pantry = defineWorkload({
  name: 'pantry',
  summary: 'What is paused and limited.',
  contracts: [fetchThing],
  queues: { shelf: { service: 'external', priorities } },
});

export async function startKitchen(servers: string): Promise<() => Promise<void>> {
  const slots = 10;
  const burnt = new Set<string>();
  const workers = [
    new Worker({
      connection: { servers, name: 'kitchen' },
      workload: kitchen,
      queues: [
        { name: 'oven', slots },
        { name: 'stove', slots },
      ],
      handlers: [
        handle(bake, (given, job) => {
          job.log.info('baking', { given });
          job.metric('loaves', 1);
        }),
        handle(burn, ({ why, once }) => {
          const reason = typeof why === 'string' ? why : 'burnt';
          if (once === true && burnt.has(reason)) return;
          burnt.add(reason);
          throw new Unrecoverable(reason);
        }),
      ],
    }),
    new Worker({
      connection: { servers, name: 'pantry' },
      workload: pantry,
      queues: [{ name: 'shelf', slots }],
      handlers: [handle(fetchThing, async () => {})],
    }),
  ];
  for (const worker of workers) await worker.start();
  return async () => {
    for (const worker of workers) await worker.stop();
  };
}
