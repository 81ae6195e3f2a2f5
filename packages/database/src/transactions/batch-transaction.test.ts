import { afterEach, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { natsForTest } from '@kickoff/embedded/testing';
import {
  applyTopology,
  Broker,
  defineJob,
  defineWorkload,
  handle,
  handleMany,
  JobClient,
  Worker,
  type BatchedJob,
  type JobBatch,
} from '@kickoff/jobs';
import { platformDatabase } from '../testing/platform-database.js';
import { TypeOrmTransactions } from './typeorm-transactions.js';

const database = platformDatabase();
const nats = natsForTest();
const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const input = z.object({ n: z.int() });
const common = { summary: 'For tests.', queue: 'work', input };
const tell = defineJob({ ...common, type: 'demo.tell', queue: 'telling' });
const write = defineJob({
  ...common,
  type: 'demo.write-many',
  output: z.object({ n: z.int() }),
  attempts: 2,
  backoff: () => 250,
  batch: { size: 4, wait: '5s' },
});
const demo = defineWorkload({
  name: 'demo',
  summary: 'For tests.',
  contracts: [tell, write],
  queues: { work: { service: 'external' }, telling: { service: 'external' } },
});

type Batch = JobBatch<typeof write, EntityManager>;
type Entry = BatchedJob<typeof write, EntityManager>;
type Work = (manager: EntityManager, jobs: readonly Entry[]) => ReturnType<Batch['each']>;

async function setup() {
  const name = expect.getState().currentTestName!;
  const broker = await Broker.connect({ servers: nats().url, name: 'test' });
  cleanUps.push(() => broker.close());
  await applyTopology(broker, [demo]);
  const client = new JobClient(broker);
  await database.dataSource.query('CREATE TABLE IF NOT EXISTS written (test text, n integer, UNIQUE (test, n))');
  /** How many jobs each call of the work had. */
  const calls: number[] = [];
  const told: number[] = [];
  const ends = new Map<string, string[]>();
  let looked = (): void => {};
  const worker = new Worker<EntityManager>({
    connection: { servers: nats().url, name: 'worker' },
    workload: demo,
    queues: [{ name: 'work' }, { name: 'telling' }],
    handlers: [handle(tell, ({ n }) => void told.push(n)), handleMany(write, (batch) => runMany(batch as Batch))],
    transactions: new TypeOrmTransactions(database.dataSource, broker.connection),
  });
  let runMany: (batch: Batch) => ReturnType<Batch['each']>;
  worker.on('finished', ({ id, type, state }) => {
    ends.set(id, [...(ends.get(id) ?? []), state]);
    if (type === tell.type) ends.set(`told ${told.length}`, []);
    looked();
  });
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise<void>((resolve) => (looked = resolve));
  };
  /** Writes one row for each job with one statement. */
  const insert = (manager: EntityManager, jobs: readonly Entry[]) =>
    manager.query('INSERT INTO written SELECT $1, * FROM unnest($2::int[])', [name, jobs.map((job) => job.input.n)]);
  const run = async (work: Work, after: (batch: Batch) => void = () => {}): Promise<string[]> => {
    runMany = async (batch) => {
      const outcomes = await batch.transaction(async (manager, jobs) => {
        calls.push(jobs.length);
        return work(manager, jobs);
      });
      after(batch);
      return outcomes;
    };
    const jobs = await client.enqueueMany(
      write,
      [0, 1, 2, 3].map((n) => ({ n })),
    );
    await worker.start();
    cleanUps.push(() => worker.stop());
    return jobs.map(({ id }) => id);
  };
  const written = async (): Promise<number[]> => {
    const rows: { n: number }[] = await database.dataSource.query('SELECT n FROM written WHERE test = $1 ORDER BY n', [
      name,
    ]);
    return rows.map(({ n }) => n);
  };
  return { broker, calls, told, ends, until, insert, run, written };
}

describe('batch.transaction', () => {
  it('commits a whole batch at once, with the children of all its jobs', async () => {
    const { calls, told, ends, until, insert, run, written } = await setup();
    const ids = await run(async (manager, jobs) => {
      await insert(manager, jobs);
      return Promise.allSettled(
        jobs.map(async ({ input: { n }, job }) => {
          await job.in(manager).enqueue(tell, { n });
          return { n };
        }),
      );
    });
    await until(() => ids.every((id) => ends.has(id)) && told.length === 4);
    expect(calls).toEqual([4]);
    expect(await written()).toEqual([0, 1, 2, 3]);
    expect(told.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
  });

  it('halves a batch whose transaction fails until the job that breaks it stands alone', async () => {
    const { calls, told, ends, until, insert, run, written } = await setup();
    const ids = await run(async (manager, jobs) => {
      const outcomes = await Promise.allSettled(
        jobs.map(async ({ input: { n }, job }) => {
          await job.in(manager).enqueue(tell, { n });
          return { n };
        }),
      );
      await insert(manager, jobs);
      if (jobs.some(({ input: { n } }) => n === 2)) await manager.query('SELECT 1 / 0');
      return outcomes;
    });
    await until(() => ids.every((id) => ends.has(id)) && ends.get(ids[2]!)!.includes('dead') && told.length === 3);
    expect(calls.slice(0, 4)).toEqual([4, 2, 2, 1]);
    expect(await written()).toEqual([0, 1, 3]);
    // A repeated run of the work enqueues the same children, so each is told once.
    expect(told.toSorted((a, b) => a - b)).toEqual([0, 1, 3]);
    expect(ids.map((id) => ends.get(id))).toEqual([['succeeded'], ['succeeded'], ['retrying', 'dead'], ['succeeded']]);
  });

  it('stores nothing of a rejected job and lets it try again; the others commit', async () => {
    const { calls, told, ends, until, insert, run, written } = await setup();
    const ids = await run(async (manager, jobs) => {
      const good = jobs.filter(({ input: { n }, job }) => n !== 1 || job.attempt === 2);
      await insert(manager, good);
      return Promise.allSettled(
        jobs.map(async (entry) => {
          await entry.job.in(manager).enqueue(tell, { n: entry.input.n });
          if (!good.includes(entry)) throw new RangeError('not yet');
          return { n: entry.input.n };
        }),
      );
    });
    await until(() => ids.every((id) => ends.get(id)?.includes('succeeded')) && told.length === 4);
    expect(calls).toEqual([4, 1]);
    expect(await written()).toEqual([0, 1, 2, 3]);
    expect(ends.get(ids[1]!)).toEqual(['retrying', 'succeeded']);
    expect(told.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
  });

  it('answers the first outcome to a job that has committed before, without running its work again', async () => {
    const { calls, ends, until, insert, run, written } = await setup();
    let failed = false;
    const ids = await run(
      async (manager, jobs) => {
        await insert(manager, jobs);
        return jobs.map(({ input: { n } }) => ({ status: 'fulfilled', value: { n } }));
      },
      () => {
        if (failed) return;
        failed = true;
        throw new Error('after the commit');
      },
    );
    await until(() => ids.every((id) => ends.get(id)?.includes('succeeded')));
    expect(ids.map((id) => ends.get(id))).toEqual(ids.map(() => ['retrying', 'succeeded']));
    expect(calls.reduce((sum, count) => sum + count)).toBe(4);
    expect(await written()).toEqual([0, 1, 2, 3]);
  });
});
