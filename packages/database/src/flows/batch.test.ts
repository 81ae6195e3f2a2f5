import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import type { AnyContract } from '@kickoff/contracts';
import { closeFlowStages, FlowStage } from '../testing/flow-stage.js';
import { gate } from '../testing/gate.js';
import { platformDatabase } from '../testing/platform-database.js';

const database = platformDatabase();
const nats = natsForTest();
afterEach(closeFlowStages);

const JOBS = 30;
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

function setup(fails: (n: number) => boolean = () => false) {
  const on = new FlowStage(nats().url, database);
  const item = on.job('item', ({ n }) => {
    if (fails(n)) throw new Error('on purpose');
    return { n };
  });
  const [then, failure, last] = ['all-succeeded', 'one-failed', 'all-ended'].map((name) => on.job(name));
  const batch = (count: number) =>
    on.jobs
      .batch(
        'many',
        numbers(count).map((n) => item.with({ n })),
      )
      .then(then!.with({ n: 0 }))
      .catch(failure!.with({ n: 0 }))
      .finally(last!.with({ n: 0 }));
  return { on, item, batch };
}

describe('a batch', () => {
  it('runs its jobs, then `then`, last `finally`, which sees every result', async () => {
    const { on, batch } = setup();
    await on.begin();
    const { id } = await batch(JOBS).start();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', total: JOBS, done: JOBS, failed: 0, open: 0 });
    expect(on.names().filter((name) => name === 'item')).toHaveLength(JOBS);
    expect(on.names().slice(JOBS)).toEqual(['all-succeeded', 'all-ended']);
    const { parents } = on.runs.at(-1)!;
    expect(parents.slice(0, JOBS).map(({ name, output }) => [name, output])).toEqual(
      numbers(JOBS).map((n) => [String(n + 1), { n }]),
    );
    expect(parents.slice(JOBS).map(({ name, state }) => [name, state])).toEqual([
      ['then', 'succeeded'],
      ['catch', 'unneeded'],
    ]);
  });

  it('runs `catch` once at the first failure, lets the others go on, and never `then`', async () => {
    const { on, batch } = setup((n) => n % 10 === 3);
    await on.begin();
    const { id } = await batch(JOBS).start();
    expect(await on.ended(id)).toMatchObject({ state: 'failed', total: JOBS, done: JOBS, failed: 3, open: 0 });
    expect(on.names().filter((name) => name !== 'item')).toEqual(['one-failed', 'all-ended']);
    expect(on.names().filter((name) => name === 'item')).toHaveLength(JOBS);
    expect(Object.entries(await on.nodes(id)).slice(JOBS)).toEqual([
      ['then', 'unneeded'],
      ['catch', 'succeeded'],
      ['finally', 'succeeded'],
    ]);
  });

  it('ends at once when it is empty', async () => {
    const { on, batch } = setup();
    await on.begin();
    const { id } = await batch(0).start();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', total: 0, done: 0 });
    expect(on.names()).toEqual(['all-succeeded', 'all-ended']);
  });

  it('takes what its own jobs add, also as the last thing they do, and ends after that', async () => {
    const on = new FlowStage(nats().url, database);
    const more: { item?: AnyContract } = {};
    const item = on.job('item', async ({ n }, job) => {
      if (n > 0) await job.addToBatch([more.item!.with({ n: n - 1 })]);
    });
    more.item = item;
    const then = on.job('all-succeeded');
    await on.begin({ schedulers: 2 });
    const { id } = await on.jobs
      .batch('growing', [item.with({ n: 5 }), item.with({ n: 3 })])
      .then(then.with({ n: 0 }))
      .start();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', total: 10, done: 10, open: 0 });
    expect(on.names().at(-1)).toBe('all-succeeded');
    expect(on.runs.at(-1)!.parents).toHaveLength(10);
    expect(on.problems).toEqual([]);
  });

  it('adds what a job adds once, although its attempt is repeated', async () => {
    const on = new FlowStage(nats().url, database);
    const item = on.job('item');
    const adds = on.job(
      'adds',
      async (_, job) => {
        await job.addToBatch([item.with({ n: 1 }), item.with({ n: 1 }), item.with({ n: 2 })]);
        if (job.attempt === 1) throw new Error('after adding');
      },
      { attempts: 2, backoff: () => 250 },
    );
    await on.begin();
    const { id } = await on.jobs.batch('growing', [adds.with({ n: 0 })]).start();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', total: 4, done: 4 });
    expect(on.names().toSorted()).toEqual(['adds', 'adds', 'item', 'item', 'item']);
  });

  it('takes what is added from outside while it runs, and refuses what comes too late', async () => {
    const on = new FlowStage(nats().url, database);
    const held = gate();
    const started = gate();
    const item = on.job('item', async ({ n }) => {
      if (n !== 0) return;
      started.open();
      await held.opened;
    });
    await on.begin();
    const { id } = await on.jobs.batch('open', [item.with({ n: 0 })]).start();
    await started.opened;
    const added = await on.jobs.addToBatch(id, [item.with({ n: 1 }), item.with({ n: 2 })]);
    await on.until(async () => (await on.flow(id))?.total === 3);
    held.open();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', total: 3, done: 3 });
    expect(on.runs.map((run) => run.id)).toEqual(expect.arrayContaining(added));
    await on.jobs.addToBatch(id, [item.with({ n: 3 })]);
    await on.until(() => on.problems.length > 0);
    expect(on.problems).toMatchObject([
      { code: 'TOO_LATE', message: 'batch open is succeeded; 1 jobs came too late for it' },
    ]);
    expect(await on.flow(id)).toMatchObject({ state: 'succeeded', total: 3 });
  });
});
