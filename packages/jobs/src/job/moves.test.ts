import { afterEach, describe, expect, it } from '@jest/globals';
import {
  jobCheckSubject,
  jobsStream,
  parseJobSubject,
  SchedulerUnavailable,
  TooLate,
  Unrecoverable,
} from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { lastMessage, type StoredMessage } from '../broker/stream-lookup.js';
import { asMovable } from './stored-job.js';
import type { JobHandle } from '../client/enqueue-options.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { move, type MovableJob } from './move.js';

const nats = natsForTest();
afterEach(closeStages);

const ACK_WAIT_MS = 1_500;
const Input = z.object({ n: z.int() });
/** Jobs with this number or a smaller one fail: even ones for good, odd ones until their attempts are used up. */
const FAILS = -100;

/** As a worker that holds its delivery: it acks the message itself, or dies before. */
function held(stored: StoredMessage): MovableJob {
  return { ...asMovable(stored), ackSubject: 'the acks of a worker that dies' };
}

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
        if (n <= FAILS) throw n % 2 === 0 ? new Unrecoverable('fails for good') : new Error('fails');
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
    await move(stage.broker.connection, held(await stored(job)), retry);
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
    await move(stage.broker.connection, held(await stored(job)), retry);
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
    await move(stage.broker.connection, held(await stored(job)), retry);
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

const isEnd = (state: string): boolean => state === 'succeeded' || state === 'cancelled';

describe('run-now and cancel around the due time', () => {
  it('let a job run at most once, and exactly once when the cancel came too late', async () => {
    const { stage, count, runs, work, settle } = await setup();
    await work();
    const rounds = Array.from({ length: 200 }, async (_, n) => {
      // Due between 1.9 and 5.9 s from now: both sides of the moment from which schedules are left alone.
      const job = await stage.client.enqueue(count, { n }, { delay: `${1_900 + 20 * n}ms` });
      const touch = n % 2 === 0 ? stage.client.runNow(job) : stage.client.cancel(job);
      const result = await touch.catch((error: unknown) => error);
      // On a busy machine the scheduler's answer may come too late; then it has changed nothing, or the job's end tells.
      const isLate = result instanceof TooLate || result instanceof SchedulerUnavailable;
      if (result instanceof Error && !isLate) throw result;
      return { n, id: job.id, result };
    });
    const results = await Promise.all(rounds);
    const cancelled = (result: unknown) => result === 'cancelled' || result === 'cancelling';
    await stage.until(() => results.every(({ id }) => stage.states(id).some(isEnd)));
    await stage.empty();
    await settle();
    for (const { n, id, result } of results) {
      const ran = runs.filter((run) => run.n === n).length;
      // A cancel that came too late may still have reached the worker; then it has said so.
      const expected = cancelled(result) || stage.states(id).includes('cancelled') ? 0 : 1;
      expect({ n, ran }).toEqual({ n, ran: expected });
      if (n % 2 === 0) expect(ran).toBe(1);
    }
    expect(new Set(results.map(({ result }) => (result instanceof Error ? 'late' : 'done'))).size).toBe(2);
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

describe('moves of jobs in hand', () => {
  it('leave the jobs alone that a dead worker had in hand at the time', async () => {
    const { stage, count, runs, work, takeAndDie } = await setup();
    const dead = await stage.client.enqueueMany(
      count,
      Array.from({ length: 20 }, (_, n) => ({ n })),
    );
    for (const _ of dead) await takeAndDie();
    await work();
    // Meanwhile others end in every way: at once, as dead, after a retry, and cancelled.
    const others = Array.from({ length: 30 }, (_, n) => stage.client.enqueue(count, { n: -1 - n }));
    await Promise.all(others.map(async (other) => stage.reached((await other).id, 'succeeded')));
    const failing = await stage.client.enqueueMany(
      count,
      Array.from({ length: 10 }, (_, n) => ({ n: FAILS - n })),
    );
    await Promise.all(failing.map(({ id }) => stage.reached(id, 'dead')));
    await Promise.all(dead.map(({ id }) => stage.reached(id, 'succeeded')));
    await stage.empty();
    const ran = new Set(runs.map(({ n }) => n));
    expect(Array.from({ length: 20 }, (_, n) => n).filter((n) => !ran.has(n))).toEqual([]);
  });
});
