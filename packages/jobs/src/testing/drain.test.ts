import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { assertEnqueued, enqueuedJobs } from './assert-enqueued.js';
import { drain } from './drain.js';

const nats = natsForTest();
afterEach(closeStages);
const Input = z.object({ n: z.int() });

async function setup() {
  const stage = new Stage(nats().url);
  const parent = stage.job('have-children', { input: Input });
  const child = stage.job('be-child', { input: Input, attempts: 2 });
  await stage.begin();
  const runs: string[] = [];
  const handlers = [
    handle(parent, async ({ n }, job) => {
      runs.push(`parent ${n}`);
      await job.enqueue(child, { n }, { delay: '1h', tags: ['small'] });
    }),
    handle(child, ({ n }, { attempt }) => {
      runs.push(`child ${n}`);
      if (attempt === 1) throw new Error('once more');
    }),
  ];
  const queues = [{ name: 'work' }];
  const options = { connection: { servers: nats().url, name: 'test' }, workload: stage.workload, queues, handlers };
  return { stage, parent, child, runs, options };
}

describe('drain', () => {
  it('runs what is enqueued, what that enqueues, and what waits for a time or another attempt', async () => {
    const { stage, parent, child, runs, options } = await setup();
    await stage.client.enqueueMany(parent, [{ n: 1 }, { n: 2 }]);
    const drained = await drain(options);
    expect(runs.toSorted()).toEqual(['child 1', 'child 1', 'child 2', 'child 2', 'parent 1', 'parent 2']);
    const ends = (type: string) =>
      drained.filter((job) => job.type === type).map(({ state, attempt }) => [state, attempt]);
    expect(ends(parent.type)).toEqual([
      ['succeeded', 1],
      ['succeeded', 1],
    ]);
    expect(ends(child.type).filter(([state]) => state === 'retrying')).toEqual([
      ['retrying', 1],
      ['retrying', 1],
    ]);
    expect(ends(child.type).filter(([state]) => state === 'succeeded')).toEqual([
      ['succeeded', 2],
      ['succeeded', 2],
    ]);
    expect(await stage.unfinished()).toBe(0);
  });

  it('leaves what waits for a time when it is told to', async () => {
    const { stage, parent, child, runs, options } = await setup();
    await stage.client.enqueue(parent, { n: 1 });
    await drain({ ...options, delayed: 'leave' });
    expect(runs).toEqual(['parent 1']);
    const [waiting] = await enqueuedJobs(stage.broker, child);
    expect(waiting).toMatchObject({ type: child.type, input: { n: 1 }, tags: ['small'], attempt: 1 });
  });

  it('gives up when its time is over, naming what is left', async () => {
    const { stage, parent, options } = await setup();
    const { subject } = await stage.client.enqueue(parent, { n: 1 });
    const stuck = handle(parent, () => new Promise<never>(() => {}));
    const handlers = [stuck, ...options.handlers.slice(1)];
    await expect(drain({ ...options, handlers, abortGraceMs: 10, within: '200ms' })).rejects.toThrow(subject);
  });
});

describe('assertEnqueued', () => {
  it('finds jobs on a broker by type, fields of the input, tags, priority, time and number', async () => {
    const { stage, parent, child } = await setup();
    const at = new Date(stage.broker.clock.now() + 3_600_000);
    await stage.client.enqueueMany(parent, [{ n: 1 }, { n: 2 }], { priority: 'high' });
    await stage.client.enqueue(parent, { n: 3 }, { at, tags: ['a', 'b'] });
    const jobs = await enqueuedJobs(stage.broker, parent);
    expect(jobs.map(({ input }) => input)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(assertEnqueued(jobs, parent)).toHaveLength(3);
    expect(assertEnqueued(jobs, parent, { input: { n: 3 }, tags: ['b'], runAt: at })).toHaveLength(1);
    expect(assertEnqueued(jobs, parent, { priority: 'high', runAt: undefined, times: 2 })).toHaveLength(2);
    assertEnqueued(jobs, child, { times: 0 });
    const refused: (() => void)[] = [
      () => assertEnqueued(jobs, child),
      () => assertEnqueued(jobs, parent, { input: { n: 4 } }),
      () => assertEnqueued(jobs, parent, { tags: ['c'] }),
      () => assertEnqueued(jobs, parent, { priority: 'low' }),
      () => assertEnqueued(jobs, parent, { input: { n: 3 }, runAt: undefined }),
      () => assertEnqueued(jobs, parent, { times: 2 }),
    ];
    for (const assertion of refused) expect(assertion).toThrow('to be enqueued, found');
    expect(() => assertEnqueued(jobs, parent, { input: { n: 4 } })).toThrow('n: 3');
  });
});
