import { Broker, handle, JobClient, Worker } from '@kickoff/jobs';
import { benchWorkload, noOp } from '../jobs/no-op.js';
import type { Rival } from './rival.js';

const SLOTS = 100;

/** Kickoff itself, where one task measures all alike. Its stream is the stage's. */
export const kickoff: Rival = {
  name: 'kickoff',
  server: 'nats',
  keepsHistory: false,
  install: () => Promise.resolve(),
  open: async (servers) => {
    const broker = await Broker.connect({ servers, name: 'bench' });
    const client = new JobClient(broker);
    return {
      enqueueMany: async (inputs) => void (await client.enqueueMany(noOp, inputs)),
      enqueue: async (input) => void (await client.enqueue(noOp, input)),
      work: async (handler) => {
        const worker = new Worker({
          connection: { servers, name: 'bench' },
          workload: benchWorkload,
          queues: [{ name: 'bench', slots: SLOTS }],
          handlers: [handle(noOp, (input, { signal }) => handler(input, signal))],
        });
        await worker.start();
        return () => worker.stop();
      },
      unfinished: async () => (await broker.manager.streams.info('JOBS_bench')).state.messages > 0,
      finished: () => Promise.resolve(0),
      empty: async () => void (await broker.manager.streams.purge('JOBS_bench')),
      close: () => broker.close(),
    };
  },
};
