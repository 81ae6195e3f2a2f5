import { afterEach, describe, expect, it } from '@jest/globals';
import { KickoffError } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { closeFlowStages, FlowStage } from '../testing/flow-stage.js';
import { platformDatabase } from '../testing/platform-database.js';

const database = platformDatabase();
const nats = natsForTest();
afterEach(closeFlowStages);

const JOBS = 10_000;
const FAILING = 100;

describe('a batch of 10,000 jobs', () => {
  it('runs each once and counts exactly, with two schedulers and every event told twice', async () => {
    const on = new FlowStage(nats().url, database);
    const ran = new Map<number, number>();
    const item = on.plainJob('item', ({ n }) => {
      ran.set(n, (ran.get(n) ?? 0) + 1);
      if (n % (JOBS / FAILING) === 0) throw new Error('on purpose');
    });
    const failure = on.job('one-failed', () => {});
    const last = on.job('all-ended', () => {});
    await on.begin({ schedulers: 2, slots: 200 });
    // Every event comes a second time, under another message id.
    on.broker.connection.subscribe(`events.${on.name}.*.flow`, {
      callback: (_, message) => {
        if (!message.headers?.has('Again')) void on.repeat(message);
      },
    });
    const startedAt = performance.now();
    const { id } = await on.jobs
      .batch(
        'ten-thousand',
        Array.from({ length: JOBS }, (_, n) => item.with({ n })),
      )
      .catch(failure.with({ n: 0 }))
      .finally(last.with({ n: 0 }))
      .start();
    const publishedAt = performance.now();
    const flow = await on.ended(id);
    const seconds = (performance.now() - startedAt) / 1_000;
    process.stdout.write(
      `a batch of ${JOBS}: started in ${((publishedAt - startedAt) / 1_000).toFixed(2)} s, ended after ${seconds.toFixed(1)} s\n`,
    );
    expect(flow).toEqual({ state: 'failed', total: JOBS, done: JOBS, failed: FAILING, open: 0, reason: null });
    expect(ran.size).toBe(JOBS);
    expect([...ran.values()].filter((times) => times !== 1)).toEqual([]);
    const { parents } = on.runs.find(({ name }) => name === 'all-ended')!;
    expect(parents.filter(({ state }) => state === 'succeeded')).toHaveLength(JOBS - FAILING + 1);
    expect(on.names().filter((name) => name === 'one-failed')).toHaveLength(1);
    expect(on.problems.filter((problem) => problem instanceof KickoffError && problem.fault === 'caller')).toEqual([]);
  });
});
