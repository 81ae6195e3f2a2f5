import { afterEach, describe, expect, it } from '@jest/globals';
import { jobCheckSubject, jobsStream, parseJobSubject, TooLate } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { lastMessage } from '../broker/stream-lookup.js';
import { asMovable } from './stored-job.js';
import type { JobHandle } from '../client/job-client.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { move } from './move.js';

const nats = natsForTest();
afterEach(closeStages);

const ACK_WAIT_MS = 1_500;
const Input = z.object({ n: z.int() });

async function setup() {
  const stage = new Stage(nats().url);
  const count = stage.job('count-up', { input: Input, attempts: 3, backoff: () => 300 });
  await stage.begin({ topology: { ackWaitMs: ACK_WAIT_MS }, buckets: true });
  const runs: { n: number; id: string; attempt: number }[] = [];
  const work = (): Promise<unknown> =>
    stage.worker([
      handle(count, ({ n }, job) => {
        runs.push({ n, id: job.id, attempt: job.attempt });
        stage.look();
      }),
    ]);
  /** Takes one message as a worker does that then dies: it is neither acked nor extended. */
  const takeAndDie = async (): Promise<void> => {
    const consumer = await stage.broker.jetstream.consumers.get(jobsStream(stage.name), 'work_normal');
    expect(await consumer.next({ expires: 5_000 })).not.toBeNull();
  };
  const stored = async ({ subject }: JobHandle) =>
    (await lastMessage(stage.broker.connection, jobsStream(stage.name), jobCheckSubject(parseJobSubject(subject)!)))!;
  /** Longer than the ack wait: what would be delivered again has been. */
  const settle = () => new Promise((resolve) => setTimeout(resolve, 2 * ACK_WAIT_MS));
  return { stage, count, runs, work, takeAndDie, stored, settle };
}

describe('a crash between move and ack', () => {
  it('never runs the old attempt again after its retry has succeeded', async () => {
    const { stage, count, runs, work, takeAndDie, stored, settle } = await setup();
    const job = await stage.client.enqueue(count, { n: 1 });
    await takeAndDie();
    const runAt = Date.now() + 400;
    const retry = { to: 'later', runAt, attempt: 2, state: 'retrying' } as const;
    await move(stage.broker.connection, asMovable(await stored(job)), retry);
    await work();
    await stage.until(() => runs.length > 0);
    await settle();
    expect(runs).toEqual([{ n: 1, id: job.id, attempt: 2 }]);
    expect(await stage.unfinished()).toBe(0);
  });

  it('never runs the old attempt again after its retry was run at once', async () => {
    const { stage, count, runs, work, takeAndDie, stored, settle } = await setup();
    const job = await stage.client.enqueue(count, { n: 1 });
    await takeAndDie();
    const retry = { to: 'later', runAt: Date.now() + 60_000, attempt: 2, state: 'retrying' } as const;
    await move(stage.broker.connection, asMovable(await stored(job)), retry);
    await stage.client.runNow(job);
    await work();
    await stage.until(() => runs.length > 0);
    await settle();
    expect(runs).toEqual([{ n: 1, id: job.id, attempt: 2 }]);
    expect(await stage.unfinished()).toBe(0);
  });

  it('never runs a job again that was cancelled while its retry waited', async () => {
    const { stage, count, runs, work, takeAndDie, stored, settle } = await setup();
    const job = await stage.client.enqueue(count, { n: 1 });
    await takeAndDie();
    const retry = { to: 'later', runAt: Date.now() + 60_000, attempt: 2, state: 'retrying' } as const;
    await move(stage.broker.connection, asMovable(await stored(job)), retry);
    await stage.client.cancel(job);
    await work();
    await settle();
    expect(runs).toEqual([]);
    expect(await stage.unfinished()).toBe(0);
  });

  it('lets exactly one of several movers through', async () => {
    const { stage, count, stored } = await setup();
    for (let round = 0; round < 50; round += 1) {
      const job = await stage.client.enqueue(count, { n: round }, { delay: '10m' });
      const movable = asMovable(await stored(job));
      const { connection } = stage.broker;
      const results = await Promise.all([
        move(connection, movable, { to: 'ready', attempt: 1 }),
        move(connection, movable, { to: 'later', runAt: Date.now() + 900_000, attempt: 2, state: 'retrying' }),
        move(connection, movable, { to: 'ended', ending: 'cancelled' }),
      ]);
      expect(results.filter(({ outcome }) => outcome === 'moved')).toHaveLength(1);
    }
  });
});

describe('run-now and cancel around the due time', () => {
  it('let a job run at most once, and exactly once when the cancel came too late', async () => {
    const { stage, count, runs, work, settle } = await setup();
    await work();
    const rounds = Array.from({ length: 200 }, async (_, n) => {
      // Due between 1.9 and 2.1 s from now: both sides of the moment from which schedules are left alone.
      const job = await stage.client.enqueue(count, { n }, { delay: `${1_900 + n}ms` });
      const touch = n % 2 === 0 ? stage.client.runNow(job) : stage.client.cancel(job);
      const result = await touch.catch((error: unknown) => error);
      if (result instanceof Error && !(result instanceof TooLate)) throw result;
      return { n, result };
    });
    const results = await Promise.all(rounds);
    const cancelled = (result: unknown) => result === 'cancelled' || result === 'cancelling';
    const expected = results.filter(({ result }) => !cancelled(result)).map(({ n }) => n);
    await stage.until(() => expected.every((n) => runs.some((run) => run.n === n)));
    await stage.empty();
    await settle();
    expect(runs.map(({ n }) => n).toSorted((a, b) => a - b)).toEqual(expected);
    expect(new Set(results.map(({ result }) => (result instanceof TooLate ? 'late' : 'done'))).size).toBe(2);
  });

  it('run a far job now, once', async () => {
    const { stage, count, runs, work, settle } = await setup();
    await work();
    const job = await stage.client.enqueue(count, { n: 7 }, { delay: '1h' });
    const moved = await stage.client.runNow(job);
    expect(parseJobSubject(moved.subject)).toMatchObject({ place: 'ready', id: job.id });
    await stage.reached(job.id, 'succeeded');
    await settle();
    expect(runs).toHaveLength(1);
    await expect(stage.client.runNow(job)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });
});
