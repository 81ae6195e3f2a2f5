import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { z } from 'zod';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { Platform } from '@kickoff/embedded';
import { applyTopology, Broker, handle, JobClient, Worker } from '@kickoff/jobs';
import { until } from '../replay/until.js';
import { seededNumbers } from './in-flight.js';

const input = z.object({ n: z.int() });
const bake = defineJob({ type: 'bakery.bake-bread', summary: 'Takes a moment.', queue: 'oven', input, attempts: 1 });
const tell = defineJob({ type: 'bakery.tell-result', summary: 'Counts parents.', queue: 'oven', input });
const bakery = defineWorkload({
  name: 'bakery',
  summary: 'For tests.',
  contracts: [bake, tell],
  queues: { oven: { service: 'external' } },
});

const SEED = 11;
const KILLS = 4;
/** So soon after a job has started the scheduler is killed. */
const WITHIN_MS = 150;
const BATCH = 400;
const CHAIN = 100;
const CHAIN_FROM = 1_000;
const INNER = 25;
const INNER_FROM = 2_000;
/** Every so many jobs of the batch one fails. */
const FAILING = 40;
/** What one job takes, so that kills meet flows in their middle. */
const BAKE_MS = 20;

describe('a scheduler that is killed again and again in the middle of flows', () => {
  let stop: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const each of stop.reverse()) await each();
    stop = [];
  });

  it('leaves every flow to go on: each job runs once and every count is exact', async () => {
    const { platform, jobs, runs, told, flows } = await setup();
    const batch = await jobs
      .batch(
        'loaves',
        Array.from({ length: BATCH }, (_, n) => bake.with({ n })),
      )
      .catch(tell.with({ n: 1 }))
      .finally(tell.with({ n: 2 }))
      .start();
    const loaves = (from: number, count: number) => Array.from({ length: count }, (_, n) => bake.with({ n: from + n }));
    const nested = jobs.batch('inner', loaves(INNER_FROM, INNER));
    const chain = await jobs.chain(bake.with({ n: CHAIN_FROM }), nested, ...loaves(CHAIN_FROM + 1, CHAIN - 2)).start();

    const random = seededNumbers(SEED);
    const scheduler = platform.service('scheduler');
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = runs.size;
      await until(() => runs.size > before, { timeoutMs: 90_000, what: 'the next job' });
      await sleep(random() * WITHIN_MS);
      await scheduler.kill();
      expect(await flows([chain.id])).not.toMatchObject([{ state: 'succeeded' }]);
      await scheduler.start();
    }

    const ids = [batch.id, chain.id];
    const ended = async () => (await flows(ids)).every(({ state }) => state === 'succeeded' || state === 'failed');
    await until(ended, { timeoutMs: 180_000, what: 'both flows' });
    expect(await flows(ids)).toEqual([
      { state: 'failed', total: BATCH, done: BATCH, failed: BATCH / FAILING, open: 0 },
      { state: 'succeeded', total: CHAIN, done: CHAIN, failed: 0, open: 0 },
    ]);
    expect(runs.size).toBe(BATCH + INNER + CHAIN - 1);
    expect([...runs].filter(([, times]) => times !== 1)).toEqual([]);
    expect(told.get(2)).toEqual({ succeeded: BATCH - BATCH / FAILING + 1, failed: BATCH / FAILING });
    expect(new Set(told.keys())).toEqual(new Set([1, 2]));
  }, 300_000);

  async function setup() {
    const directory = await mkdtemp(join(tmpdir(), 'kickoff-flows-'));
    stop.push(() => rm(directory, { recursive: true, force: true }));
    const platform = await Platform.start({
      directory,
      durability: 'fast',
      services: ['scheduler', 'recorder'],
      environment: () => ({ LIVE_SCORES_API_KEY: 'test' }),
    });
    stop.push(() => platform.stop());
    const { nats, postgres } = platform.addresses;
    const broker = await Broker.connect({ servers: nats, name: 'test' });
    stop.push(() => broker.close());
    await applyTopology(broker, [bakery]);
    const runs = new Map<number, number>();
    const told = new Map<number, Record<string, number>>();
    const worker = new Worker({
      connection: { servers: nats, name: 'bakery' },
      workload: bakery,
      queues: [{ name: 'oven', slots: 5 }],
      handlers: [
        handle(bake, async ({ n }) => {
          runs.set(n, (runs.get(n) ?? 0) + 1);
          await sleep(BAKE_MS);
          if (n < BATCH && n % FAILING === 0) throw new Error('burnt');
        }),
        handle(tell, async ({ n }, job) => {
          const states: Record<string, number> = {};
          for await (const { state } of job.parents) states[state] = (states[state] ?? 0) + 1;
          told.set(n, states);
        }),
      ],
    });
    await worker.start();
    stop.push(() => worker.stop({ graceMs: 0 }));
    const sql = new pg.Client({ connectionString: postgres });
    await sql.connect();
    stop.push(() => sql.end());
    return {
      platform,
      jobs: new JobClient(broker),
      runs,
      told,
      flows: async (ids: string[]) => {
        const text = 'SELECT state, total, done, failed, open FROM kickoff.flows WHERE id = ANY ($1) ORDER BY id';
        return (await sql.query<{ state: string }>(text, [ids])).rows;
      },
    };
  }
});
