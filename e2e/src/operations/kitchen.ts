import { defineJob, defineWorkload, Unrecoverable } from '@kickoff/contracts';
import { handle, Worker } from '@kickoff/jobs';
import { z } from 'zod';
import { until } from '../replay/until.js';
import type { Ask } from './way.js';

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

const age = defineJob({ type: 'cellar.age', summary: 'Takes its time.', queue: 'rack', priority: 'normal', input });
/** Whose worker is told to rest, to go and to come again; and whose queue is drained and purged. */
export const cellar = defineWorkload({
  name: 'cellar',
  summary: 'Whose worker is steered.',
  contracts: [age],
  queues: { rack: { service: 'external', priorities } },
});

/** One worker of the cellar at a time: when it has drained, the next one comes, as a supervisor would have it. */
class CellarMen {
  private present: Worker | undefined;
  private hired = 0;
  private changing: Promise<void> = Promise.resolve();

  constructor(private readonly servers: string) {}

  async hire(): Promise<void> {
    this.hired += 1;
    const worker = new Worker({
      connection: { servers: this.servers, name: 'cellar' },
      name: `cellarman-${this.hired}`,
      workload: cellar,
      queues: [{ name: 'rack', slots: 1 }],
      handlers: [handle(age, async () => {})],
    });
    worker.on('restartAsked', () => {});
    worker.once('drained', () => {
      this.changing = worker.stop().then(() => this.hire());
    });
    this.present = worker;
    await worker.start();
  }

  async stop(): Promise<void> {
    await this.changing;
    await this.present?.stop();
  }
}

/** Waits until the api knows what the workers of the kitchen announced. */
export async function untilAnnounced(ask: Ask): Promise<void> {
  const types = [kitchen, pantry, cellar].flatMap(({ contracts }) => contracts.map(({ type }) => type));
  await until(
    async () => {
      const { items } = (await ask('GET', '/types')) as { items: { type: string }[] };
      return types.every((type) => items.some((each) => each.type === type));
    },
    { timeoutMs: 60_000, what: 'the types of the kitchen' },
  );
}

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
  const men = new CellarMen(servers);
  await men.hire();
  return async () => {
    await men.stop();
    for (const worker of workers) await worker.stop();
  };
}
