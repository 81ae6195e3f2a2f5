import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { closeFlowStages, FlowStage } from '../testing/flow-stage.js';
import { platformDatabase } from '../testing/platform-database.js';

const database = platformDatabase();
const nats = natsForTest();
afterEach(closeFlowStages);

const stage = () => new FlowStage(nats().url, database);
const fail = () => {
  throw new Error('on purpose');
};

describe('a chain', () => {
  it('runs one job after the other and hands each the result of the one before', async () => {
    const on = stage();
    const first = on.job('first', ({ n }) => ({ doubled: n * 2 }));
    const second = on.job('second', ({ n }) => ({ n }));
    await on.begin();
    const { id, jobIds } = await on.jobs.chain(first.with({ n: 1 }), second.with({ n: 2 })).start();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', total: 2, done: 2, failed: 0, open: 0 });
    expect(on.runs).toEqual([
      { name: 'first', id: jobIds.get('first'), input: { n: 1 }, parents: [] },
      {
        name: 'second',
        id: jobIds.get('second'),
        input: { n: 2 },
        parents: [{ name: 'first', state: 'succeeded', output: { doubled: 2 } }],
      },
    ]);
    expect(on.problems).toEqual([]);
  });

  it('ends at a job that fails, runs what was given for a failure, and needs the rest no longer', async () => {
    const on = stage();
    const works = on.job('works');
    const fails = on.job('fails', fail);
    const report = on.job('report');
    await on.begin();
    const chain = on.jobs.chain(works.with({ n: 1 }), fails.with({ n: 2 }), works.with({ n: 3 }), works.with({ n: 4 }));
    const { id } = await chain.onFailure(report.with({ n: 5 })).start();
    expect(await on.ended(id)).toMatchObject({ state: 'failed', total: 4, done: 4, failed: 1, open: 0 });
    expect(await on.nodes(id)).toEqual({
      works: 'succeeded',
      fails: 'failed',
      'works-2': 'unneeded',
      'works-3': 'unneeded',
      'on-failure': 'succeeded',
    });
    expect(on.names()).toEqual(['works', 'fails', 'report']);
    expect(on.runs.at(-1)!.parents.map(({ name, state }) => [name, state])).toEqual([
      ['works', 'succeeded'],
      ['fails', 'failed'],
      ['works-2', 'unneeded'],
      ['works-3', 'unneeded'],
    ]);
  });

  it('does not run what was given for a failure when there is none', async () => {
    const on = stage();
    const works = on.job('works');
    const report = on.job('report');
    await on.begin();
    const { id } = await on.jobs
      .chain(works.with({ n: 1 }))
      .onFailure(report.with({ n: 2 }))
      .start();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded' });
    expect(await on.nodes(id)).toEqual({ works: 'succeeded', 'on-failure': 'unneeded' });
    expect(on.names()).toEqual(['works']);
  });
});
