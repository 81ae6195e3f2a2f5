import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { defineJob, FlowInvalid, flowSubject } from '@kickoff/contracts';
import { newJobId, type GraphPart } from '@kickoff/jobs';
import { closeFlowStages, FlowStage } from '../testing/flow-stage.js';
import { platformDatabase } from '../testing/platform-database.js';

const database = platformDatabase();
const nats = natsForTest();
afterEach(closeFlowStages);

const stage = () => new FlowStage(nats().url, database);
const fail = () => {
  throw new Error('on purpose');
};

describe('a graph', () => {
  it('runs a diamond: both sides after the top, the bottom once after both, with the results of both', async () => {
    const on = stage();
    const [top, left, right, bottom] = ['top', 'left', 'right', 'bottom'].map((name) => on.job(name));
    await on.begin({ schedulers: 2 });
    const { id } = await on.jobs
      .flow('diamond', {
        bottom: { job: bottom!.with({ n: 4 }), after: ['left', 'right'] },
        left: { job: left!.with({ n: 2 }), after: ['top'] },
        right: { job: right!.with({ n: 3 }), after: ['top'] },
        top: top!.with({ n: 1 }),
      })
      .start();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', total: 4, done: 4 });
    expect(on.names()[0]).toBe('top');
    expect(on.names().slice(1, 3).toSorted()).toEqual(['left', 'right']);
    expect(on.names().slice(3)).toEqual(['bottom']);
    expect(on.runs.at(-1)!.parents).toEqual([
      { name: 'left', state: 'succeeded', output: { n: 2 } },
      { name: 'right', state: 'succeeded', output: { n: 3 } },
    ]);
  });

  it('runs jobs whose type was renamed since it was written, and finds their results by the new name', async () => {
    const on = stage();
    const former = `${on.name}.fetch-live`;
    const renamed = on.job('poll-live', undefined, { aliases: [former] });
    const found: unknown[] = [];
    const sum = on.job('sum', async (_, { parents }) => {
      for await (const { name, type } of parents.of(renamed)) found.push({ name, type });
    });
    await on.begin();
    const old = defineJob({ type: former, summary: 'of another time', queue: 'work', input: renamed.input });
    const { id } = await on.jobs
      .flow('sums', {
        first: old.with({ n: 1 }),
        second: { job: renamed.with({ n: 2 }), after: ['first'] },
        last: { job: sum.with({ n: 3 }), after: ['first', 'second'] },
      })
      .start();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', done: 3 });
    expect(found).toEqual([
      { name: 'first', type: former },
      { name: 'second', type: renamed.type },
    ]);
  });

  it('follows edges on success, failure and any end', async () => {
    const on = stage();
    const works = on.job('works');
    const fails = on.job('fails', fail);
    await on.begin();
    const after = (node: 'good' | 'bad', condition: 'success' | 'failure' | 'settled') => ({
      job: works.with({ n: 0 }),
      after: [{ node, on: condition }],
    });
    const { id } = await on.jobs
      .flow('edges', {
        good: works.with({ n: 1 }),
        bad: fails.with({ n: 2 }),
        'good-success': after('good', 'success'),
        'good-failure': after('good', 'failure'),
        'good-settled': after('good', 'settled'),
        'bad-success': after('bad', 'success'),
        'bad-failure': after('bad', 'failure'),
        'bad-settled': after('bad', 'settled'),
        either: {
          job: works.with({ n: 3 }),
          after: [
            { node: 'good', on: 'failure' },
            { node: 'bad', on: 'failure' },
          ],
        },
      })
      .start();
    expect(await on.ended(id)).toMatchObject({ state: 'failed', failed: 1 });
    expect(await on.nodes(id)).toEqual({
      good: 'succeeded',
      bad: 'failed',
      'good-success': 'succeeded',
      'good-failure': 'unneeded',
      'good-settled': 'succeeded',
      'bad-success': 'unneeded',
      'bad-failure': 'succeeded',
      'bad-settled': 'succeeded',
      either: 'succeeded',
    });
  });

  it('holds other flows as nodes, whose ends are the parents of what follows', async () => {
    const on = stage();
    const [before, inside, after] = ['before', 'inside', 'after'].map((name) => on.job(name));
    await on.begin();
    const { id, jobIds } = await on.jobs
      .flow('outer', {
        before: before!.with({ n: 1 }),
        chain: { flow: on.jobs.chain(inside!.with({ n: 2 }), inside!.with({ n: 3 })), after: ['before'] },
        batch: { flow: on.jobs.batch('inner', [inside!.with({ n: 4 }), inside!.with({ n: 5 })]), after: ['before'] },
        after: { job: after!.with({ n: 6 }), after: ['chain', 'batch'] },
      })
      .start();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', total: 4, done: 4 });
    expect(on.names()).toEqual(['before', 'inside', 'inside', 'inside', 'inside', 'after']);
    expect(on.runs.at(-1)!.parents).toEqual([
      { name: 'chain/inside-2', state: 'succeeded', output: { n: 3 } },
      { name: 'batch/1', state: 'succeeded', output: { n: 4 } },
      { name: 'batch/2', state: 'succeeded', output: { n: 5 } },
    ]);
    expect([...jobIds.keys()]).toEqual(['before', 'chain/inside', 'chain/inside-2', 'batch/1', 'batch/2', 'after']);
  });

  it('fails the node of a nested flow that fails, and never starts one that is no longer needed', async () => {
    const on = stage();
    const works = on.job('works');
    const fails = on.job('fails', fail);
    await on.begin();
    const { id } = await on.jobs
      .flow('outer', {
        broken: on.jobs.chain(fails.with({ n: 1 })),
        never: { flow: on.jobs.chain(works.with({ n: 2 })), after: ['broken'] },
        repair: { job: works.with({ n: 3 }), after: [{ node: 'broken', on: 'failure' }] },
      })
      .start();
    expect(await on.ended(id)).toMatchObject({ state: 'failed' });
    expect(await on.nodes(id)).toEqual({ broken: 'failed', never: 'unneeded', repair: 'succeeded' });
    const states = await on.query<{ state: string }>(
      'SELECT state FROM kickoff.flows WHERE parent_id = $1 ORDER BY state',
      [id],
    );
    expect(states.map(({ state }) => state)).toEqual(['failed', 'unneeded']);
  });

  it('fetches results that are too large to travel, and as many as there are', async () => {
    const on = stage();
    const large = on.job('large', ({ n }) => ({ n, text: 'x'.repeat(50_000) }));
    const sum = on.job('sum');
    await on.begin();
    const names = Array.from({ length: 12 }, (_, n) => `part-${n}`);
    const parts: Record<string, GraphPart<string>> = { sum: { job: sum.with({ n: 0 }), after: names } };
    names.forEach((name, n) => (parts[name] = large.with({ n })));
    const { id } = await on.jobs.flow('large', parts).start();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded' });
    expect(on.runs.at(-1)!.parents.map(({ name, output }) => [name, output])).toEqual(
      names.map((name, n) => [name, { n, text: 'x'.repeat(50_000) }]),
    );
    const [{ bytes }] = (await on.query<{ bytes: number }>(
      'SELECT length(job::text)::int AS bytes FROM kickoff.flow_nodes WHERE flow_id = $1 AND name = $2',
      [id, 'sum'],
    )) as [{ bytes: number }];
    expect(bytes).toBeLessThan(1_000);
  });

  it('tells a cycle by its path and an unknown name by the nearest one, before anything is sent', async () => {
    const on = stage();
    const works = on.job('works');
    await on.begin({ schedulers: 0, worker: false });
    const job = works.with({ n: 1 });
    const cycle = on.jobs.flow('round', {
      a: { job, after: ['c'] },
      b: { job, after: ['a'] },
      c: { job, after: ['b'] },
      d: { job, after: ['c'] },
    });
    await expect(cycle.start()).rejects.toThrow(
      new FlowInvalid('round', 'has nodes that wait for each other: a → b → c → a'),
    );
    const parts: Record<string, { job: typeof job; after: string[] }> = {
      sync: { job, after: [] },
      train: { job, after: ['sink'] },
    };
    await expect(on.jobs.flow('retrain', parts).start()).rejects.toThrow(
      'flow retrain node train waits for sink, which is no node of it; did you mean sync?',
    );
  });

  it('keeps what the scheduler refuses with the reason: job types that nobody serves, other teams’ jobs', async () => {
    const on = stage();
    const works = on.job('works');
    await on.begin();
    const { id } = await on.jobs.flow('known', { one: works.with({ n: 1 }) }).start();
    await on.ended(id);
    const send = async (scope: string, type: string) => {
      const flowId = newJobId(Date.now());
      const job = { type, queue: 'work', priority: 'normal', key: '-', envelope: { input: { n: 1 }, enqueuedAt: 1 } };
      const body = {
        flows: [{ id: flowId, name: 'forged', kind: 'flow' }],
        nodes: [{ id: newJobId(Date.now()), name: 'only', job }],
        parts: 0,
      };
      await on.broker.jetstream.publish(flowSubject('start', { scope, flowId, id: flowId }), JSON.stringify(body));
      return on.ended(flowId);
    };
    expect(await send(on.name, `${on.name}.work`)).toMatchObject({
      state: 'refused',
      reason: `flow forged node only is of job type ${on.name}.work, which no worker has ever served; did you mean ${works.type}?`,
    });
    expect(await send('mine', works.type)).toMatchObject({
      state: 'refused',
      reason: `flow forged of workload mine holds ${works.type} of another one`,
    });
    expect(on.names()).toEqual(['works']);
  });
});
