import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { FlowNotFound, TooLate } from '@kickoff/contracts';
import { closeFlowStages, FlowStage } from '../testing/flow-stage.js';
import { gate } from '../testing/gate.js';
import { platformDatabase } from '../testing/platform-database.js';

const database = platformDatabase();
const nats = natsForTest();
afterEach(closeFlowStages);

/** Jobs that fail while the test says so, and one that runs until it is told to stop. */
function setup() {
  const on = new FlowStage(nats().url, database);
  const broken = new Set<number>();
  const started = gate();
  const step = on.job('step', ({ n }) => {
    if (broken.has(n)) throw new Error(`step ${n} is broken`);
    return { n };
  });
  const endless = on.job('endless', (_, job) => {
    started.open();
    return new Promise((_resolve, reject) => {
      job.signal.addEventListener('abort', () => reject(job.signal.reason as Error));
    });
  });
  const report = on.job('report');
  return { on, broken, started, step, endless, report };
}

describe('FlowStore', () => {
  it('cancels a whole flow: what runs, what is queued, what is delayed and what waits', async () => {
    const { on, step, endless, report, started } = setup();
    await on.begin({ slots: 1 });
    const { id } = await on.jobs
      .flow('all', {
        runs: endless.with({ n: 1 }),
        queued: { job: step.with({ n: 2 }, { priority: 'normal' }), after: [] },
        delayed: step.with({ n: 3 }, { delay: '1h' }),
        waits: { job: step.with({ n: 4 }), after: ['runs'] },
        nested: { flow: on.jobs.chain(step.with({ n: 5 })), after: ['runs'] },
        'on-failure': { job: report.with({ n: 6 }), after: [{ node: 'runs', on: 'failure' }] },
      })
      .start();
    await started.opened;
    expect(await on.store.cancel(id, 'no longer wanted')).toMatchObject({
      state: 'cancelling',
      reason: 'no longer wanted',
    });
    expect(await on.ended(id)).toMatchObject({ state: 'cancelled', done: 6, open: 0 });
    expect(new Set(Object.values(await on.nodes(id)))).toEqual(new Set(['cancelled']));
    expect(on.names()).not.toContain('report');
    const jobs = await on.query<{ state: string; reason: string }>(
      `SELECT job.state, job.reason FROM kickoff.jobs job JOIN kickoff.flow_nodes node USING (id)
       WHERE node.root_id = $1 AND node.name IN ('waits', 'on-failure', 'step')`,
      [id],
    );
    expect(jobs).toHaveLength(3);
    for (const job of jobs) expect(job).toEqual({ state: 'cancelled', reason: 'no longer wanted' });
    await expect(on.store.cancel(id)).rejects.toThrow(new TooLate('flow all is cancelled'));
  });

  it('runs a flow on from the node that failed, and nothing again that succeeded', async () => {
    const { on, broken, step, report } = setup();
    broken.add(2);
    await on.begin();
    const chain = on.jobs.chain(...([1, 2, 3].map((n) => step.with({ n })) as [ReturnType<typeof step.with>]));
    const { id } = await chain.onFailure(report.with({ n: 9 })).start();
    expect(await on.ended(id)).toMatchObject({ state: 'failed', done: 3, failed: 1 });
    broken.clear();
    expect(await on.store.retry(id)).toMatchObject({ state: 'running', progress: { done: 1, failed: 0, total: 3 } });
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', done: 3, failed: 0, open: 0 });
    expect(on.runs.map(({ name, input }) => [name, (input as { n: number }).n])).toEqual([
      ['step', 1],
      ['step', 2],
      ['report', 9],
      ['step', 2],
      ['step', 3],
    ]);
    expect(on.runs.at(-1)!.parents).toEqual([{ name: 'step-2', state: 'succeeded', output: { n: 2 } }]);
    await expect(on.store.retry(id)).rejects.toThrow(TooLate);
  });

  it('runs one failed job of a batch again while the others stay failed', async () => {
    const { on, broken, step, report } = setup();
    broken.add(1).add(2);
    await on.begin();
    const batch = on.jobs.batch(
      'some',
      [0, 1, 2].map((n) => step.with({ n })),
    );
    const { id } = await batch.then(report.with({ n: 9 })).start();
    expect(await on.ended(id)).toMatchObject({ state: 'failed', failed: 2 });
    broken.clear();
    await on.store.retry(id, '2');
    expect(await on.ended(id)).toMatchObject({ state: 'failed', failed: 1 });
    expect(on.names()).not.toContain('report');
    await on.store.retry(id);
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', failed: 0 });
    expect(on.names().filter((name) => name === 'report')).toHaveLength(1);
  });

  it('runs a nested flow again inside the outer one that failed with it', async () => {
    const { on, broken, step } = setup();
    broken.add(2);
    await on.begin();
    const { id } = await on.jobs
      .flow('outer', {
        inner: on.jobs.chain(step.with({ n: 1 }), step.with({ n: 2 })),
        never: { flow: on.jobs.chain(step.with({ n: 3 })), after: ['inner'] },
        after: { job: step.with({ n: 4 }), after: ['never'] },
      })
      .start();
    expect(await on.ended(id)).toMatchObject({ state: 'failed' });
    broken.clear();
    await on.store.retry(id);
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', done: 3, open: 0 });
    expect(on.runs.map(({ input }) => (input as { n: number }).n)).toEqual([1, 2, 2, 3, 4]);
  });

  it('runs a cancelled flow on', async () => {
    const { on, step, endless, started } = setup();
    await on.begin();
    const { id } = await on.jobs.chain(endless.with({ n: 1 }), step.with({ n: 2 })).start();
    await started.opened;
    await on.store.cancel(id);
    await on.ended(id);
    await on.store.retry(id, 'endless');
    await on.until(() => on.names().length === 2);
    expect(await on.nodes(id)).toEqual({ endless: 'released', step: 'cancelled' });
  });

  it('skips a node that failed, and one that waits', async () => {
    const { on, broken, step, endless } = setup();
    broken.add(1);
    await on.begin();
    const { id } = await on.jobs.chain(step.with({ n: 1 }), step.with({ n: 2 }), step.with({ n: 3 })).start();
    expect(await on.ended(id)).toMatchObject({ state: 'failed' });
    await on.store.skip(id, 'step', 'done by hand');
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', done: 3, failed: 0 });
    expect(on.runs.map(({ input }) => (input as { n: number }).n)).toEqual([1, 2, 3]);
    expect(on.runs[1]!.parents).toEqual([{ name: 'step', state: 'skipped', output: undefined }]);

    const other = await on.jobs
      .flow('waiting', {
        runs: endless.with({ n: 1 }),
        waits: { job: step.with({ n: 7 }), after: ['runs'] },
        after: { job: step.with({ n: 8 }), after: ['waits'] },
      })
      .start();
    await on.until(() => on.names().includes('endless'));
    await expect(on.store.skip(other.id, 'runs')).rejects.toThrow(/queued or runs, so it cannot be skipped/);
    await expect(on.store.skip(other.id, 'wait')).rejects.toThrow(
      new FlowNotFound('flow waiting has no node wait; did you mean waits?'),
    );
    await on.store.skip(other.id, 'waits');
    await on.until(() => on.runs.some(({ input }) => (input as { n: number }).n === 8));
    expect(on.runs.some(({ input }) => (input as { n: number }).n === 7)).toBe(false);
  });

  it('shows flows, newest first, and their nodes', async () => {
    const { on, step } = setup();
    await on.begin();
    const first = await on.jobs.flow(`${on.name}-shown`, { a: step.with({ n: 1 }) }).start();
    const second = await on.jobs
      .flow(`${on.name}-shown`, { a: step.with({ n: 2 }), b: { job: step.with({ n: 3 }), after: ['a'] } })
      .start();
    await on.ended(first.id);
    await on.ended(second.id);
    const flows = await on.store.list({ name: `${on.name}-shown` });
    expect(flows.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await on.store.list({ name: `${on.name}-shown`, before: second.id })).toHaveLength(1);
    expect(await on.store.get(second.id)).toMatchObject({
      state: 'succeeded',
      progress: { done: 2, failed: 0, total: 2 },
    });
    const nodes = await on.store.nodes(second.id);
    expect(nodes).toMatchObject([
      { name: 'a', state: 'succeeded', output: { n: 2 }, after: [] },
      { name: 'b', state: 'succeeded', output: { n: 3 }, after: [second.jobIds.get('a')] },
    ]);
    expect(await on.store.nodes(second.id, { after: 0 })).toHaveLength(1);
    await expect(on.store.get('nonsense')).rejects.toThrow(FlowNotFound);
  });
});
