import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNats } from '@kickoff/embedded';
import type { BenchOptions } from '../main.js';
import { compare } from '../compare.js';
import type { BenchResult } from '../result.js';
import { jobsPerSecond, type Start } from './contender-process.js';
import { benchWorkload, inputs, noOp } from './no-op.js';
import { rawBatches, rawPipelined } from './raw-publish.js';

const PROCESS_JOBS = 50_000;
const ENQUEUE_JOBS = 20_000;

/** No-op jobs enqueued and processed, next to the raw client on the same stream with the same messages. */
export async function jobsSuite({ rounds, cases }: BenchOptions): Promise<BenchResult[]> {
  const directory = await mkdtemp(join(tmpdir(), 'kickoff-bench-'));
  const nats = await startNats({ directory });
  const broker = await Broker.connect({ servers: nats.url, name: 'bench' });
  const client = new JobClient(broker);
  try {
    await applyTopology(broker, [benchWorkload]);
    const many = inputs(PROCESS_JOBS);
    const empty = () => broker.manager.streams.purge('JOBS_bench');
    const processing = (contender: Start['contender']) => async () => {
      await empty();
      return jobsPerSecond({ contender, url: nats.url, count: PROCESS_JOBS }, async () => {
        await client.enqueueMany(noOp, many);
      });
    };
    const enqueueing = (enqueue: () => Promise<unknown>) => async () => {
      await empty();
      const startedAt = performance.now();
      await enqueue();
      return ENQUEUE_JOBS / ((performance.now() - startedAt) / 1_000);
    };
    const some = inputs(ENQUEUE_JOBS);
    const all: Record<string, () => Promise<BenchResult>> = {
      process: () =>
        compare({ suite: 'jobs', case: 'process', unit: 'jobs/s', rounds }, [
          { name: 'kickoff', round: processing('kickoff') },
          { name: 'raw-consume', round: processing('raw-consume') },
          { name: 'raw-pull-loop', round: processing('raw-pull-loop') },
        ]),
      'enqueue-bulk': () =>
        compare({ suite: 'jobs', case: 'enqueue-bulk', unit: 'jobs/s', rounds }, [
          { name: 'kickoff', round: enqueueing(() => client.enqueueMany(noOp, some)) },
          { name: 'raw-atomic-batches', round: enqueueing(() => rawBatches(broker.connection, some)) },
        ]),
      'enqueue-single': () =>
        compare({ suite: 'jobs', case: 'enqueue-single', unit: 'jobs/s', rounds }, [
          { name: 'kickoff', round: enqueueing(() => inFlight(some, 500, (input) => client.enqueue(noOp, input))) },
          { name: 'raw-pipelined', round: enqueueing(() => rawPipelined(broker.jetstream, some, inFlight)) },
        ]),
    };
    const results: BenchResult[] = [];
    for (const [name, run] of Object.entries(all))
      if (cases.length === 0 || cases.includes(name)) results.push(await run());
    return results;
  } finally {
    await broker.close();
    await nats.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Runs `work` for every item with so many at a time. */
async function inFlight<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
