import type { IQueueBackend, JobsOptions, withBackend } from 'bullmq';
import { parts, type Input, type RivalQueue } from './rival.js';

type Classes<B extends IQueueBackend, C> = ReturnType<typeof withBackend<B, C>>;

const QUEUE = 'no-op';
/** `addBulk` is documented as fastest "batched + concurrent". */
const ADDED_AT_ONCE = 1_000;
const BULKS_AT_ONCE = 4;
const UNFINISHED = ['waiting', 'active', 'delayed', 'prioritized'] as const;

/** BullMQ's queue and worker on either of its stores. */
export function bullmqQueue<B extends IQueueBackend, C>(
  { Queue, Worker }: Classes<B, C>,
  connection: C,
  { concurrency, ...jobOptions }: { concurrency: number } & JobsOptions,
): RivalQueue {
  const queue = new Queue(QUEUE, { connection, defaultJobOptions: jobOptions });
  queue.on('error', (error) => console.error(error.message));
  const count = async (...states: Parameters<typeof queue.getJobCountByTypes>) => queue.getJobCountByTypes(...states);
  return {
    enqueueMany: async (inputs) => {
      for (const several of parts(parts(inputs, ADDED_AT_ONCE), BULKS_AT_ONCE))
        await Promise.all(several.map((part) => queue.addBulk(part.map((data) => ({ name: QUEUE, data })))));
    },
    enqueue: async (input) => {
      await queue.add(QUEUE, input);
    },
    work: async (handler) => {
      const run = async ({ data }: { data: Input }) => handler(data);
      const worker = new Worker<Input>(QUEUE, run, { connection, concurrency });
      worker.on('error', (error) => console.error(error.message));
      await worker.waitUntilReady();
      return () => worker.close();
    },
    unfinished: async () => (await count(...UNFINISHED)) > 0,
    finished: () => count('completed'),
    empty: () => queue.obliterate({ force: true, count: 100_000 }),
    close: () => queue.close(),
  };
}
