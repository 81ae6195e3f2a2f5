import { afterEach, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { TransactionRepeated } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import {
  applyTopology,
  Broker,
  defineJob,
  defineWorkload,
  handle,
  JobClient,
  Worker,
  type JobContext,
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
const write = defineJob({
  type: 'demo.write-twice',
  summary: 'For tests.',
  queue: 'work',
  input,
  attempts: 2,
  backoff: () => 250,
});
const demo = defineWorkload({
  name: 'demo',
  summary: 'For tests.',
  contracts: [write],
  queues: { work: { service: 'external' } },
});

/** Runs one job with `run` to its end; resolves with the state it ended in. */
async function ended(run: (job: JobContext<EntityManager>) => Promise<unknown>): Promise<string> {
  const broker = await Broker.connect({ servers: nats().url, name: 'test' });
  cleanUps.push(() => broker.close());
  await applyTopology(broker, [demo]);
  const worker = new Worker<EntityManager>({
    connection: { servers: nats().url, name: 'worker' },
    workload: demo,
    queues: [{ name: 'work' }],
    handlers: [handle(write, (_, job) => run(job as JobContext<EntityManager>))],
    transactions: new TypeOrmTransactions(database.dataSource, broker.connection),
  });
  const finished = new Promise<string>((resolve) => {
    worker.on('finished', ({ state }) => state !== 'retrying' && resolve(state));
  });
  await worker.start();
  cleanUps.push(() => worker.stop());
  await new JobClient(broker).enqueue(write, { n: 1 });
  return finished;
}

const effects = async (type: string): Promise<number> => {
  const [{ count }]: [{ count: number }] = await database.dataSource.query(
    'SELECT count(*)::int FROM kickoff.job_effects WHERE type = $1',
    [type],
  );
  return count;
};

describe('job.transaction', () => {
  it('throws TransactionRepeated when it is called twice in one run, and keeps what the first one wrote', async () => {
    const errors: unknown[] = [];
    let works = 0;
    const state = await ended(async (job) => {
      await job.transaction(async (manager) => {
        works += 1;
        await manager.query(`INSERT INTO kickoff.job_effects (job_id, type) VALUES ('first', 'written')`);
      });
      await job
        .transaction(async (manager) => {
          works += 1;
          await manager.query(`INSERT INTO kickoff.job_effects (job_id, type) VALUES ('second', 'written')`);
        })
        .catch((error: unknown) => errors.push(error));
    });
    expect(state).toBe('succeeded');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toBeInstanceOf(TransactionRepeated);
    expect(errors[0]).toMatchObject({ code: 'TRANSACTION_REPEATED', message: expect.stringContaining(write.type) });
    expect(works).toBe(1);
    expect(await effects('written')).toBe(1);
  });

  it('returns the result of the first attempt in the second one, without running again', async () => {
    const results: unknown[] = [];
    let works = 0;
    const state = await ended(async (job) => {
      results.push(await job.transaction(async () => ({ work: (works += 1) })));
      if (job.attempt === 1) throw new Error('after the commit');
    });
    expect(state).toBe('succeeded');
    expect(results).toEqual([{ work: 1 }, { work: 1 }]);
  });
});
