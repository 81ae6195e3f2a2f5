import { afterEach, describe, expect, it } from '@jest/globals';
import {
  HEADERS,
  jobCheckSubject,
  jobsStream,
  lineClaimSubject,
  NATS_HEADERS,
  parseJobSubject,
} from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { publish } from '../broker/publish.js';
import { lastMessage, messageAt, subjectsOf } from '../broker/stream-lookup.js';
import type { JobHandle } from '../client/enqueue-options.js';
import { WAITS_FOR_LINE } from '../job/line.js';
import { move } from '../job/move.js';
import { asMovable } from '../job/stored-job.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);

const ACK_WAIT_MS = 1_500;
const Input = z.object({ key: z.string(), n: z.int(), failures: z.int().default(0) });

/** Ids in an order of the test's choosing: a line's order is that of its jobs' ids. */
const idOf = (n: number): string => `01a201c0-3f81-7000-8000-${String(n).padStart(12, '0')}`;

async function setup({ backoffMs = 300, ackWaitMs }: { backoffMs?: number; ackWaitMs?: number } = {}) {
  const stage = new Stage(nats().url);
  const keep = stage.job('keep-order', {
    input: Input,
    attempts: 3,
    backoff: () => backoffMs,
    ordered: { by: ({ key }) => key },
  });
  await stage.begin({ topology: { ackWaitMs } });
  const runs: { key: string; n: number; attempt: number; at: number }[] = [];
  const running = new Map<string, number>();
  /** The most that ran at once of any one key. */
  let most = 0;
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const work = async (heldKey?: string): Promise<void> => {
    const run = handle(keep, async ({ key, n, failures }, job) => {
      runs.push({ key, n, attempt: job.attempt, at: Date.now() });
      running.set(key, (running.get(key) ?? 0) + 1);
      most = Math.max(most, running.get(key)!);
      stage.look();
      await (key === heldKey ? released : new Promise((resolve) => setTimeout(resolve, 1)));
      running.set(key, running.get(key)! - 1);
      if (job.attempt <= failures) throw new Error('again');
      stage.look();
    });
    await stage.worker([run]);
  };
  const enqueue = (key: string, n: number, more: { failures?: number; delay?: '1h' } = {}) =>
    stage.client.enqueue(keep, { key, n, failures: more.failures ?? 0 }, { id: idOf(n), delay: more.delay });
  const of = (key: string) => runs.filter((run) => run.key === key).map(({ n }) => n);
  const consumer = () => stage.broker.manager.consumers.info(jobsStream(stage.name), 'work_normal');
  /** Asked until it is so: parking tells nobody. */
  const inLater = async (count: number): Promise<void> => {
    const later = () => subjectsOf(stage.broker.connection, jobsStream(stage.name), `jobs.${stage.name}.later.>`);
    while ((await later()).length < count) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const stored = async ({ subject }: JobHandle) => {
    const address = parseJobSubject(subject)!;
    return (await lastMessage(stage.broker.connection, jobsStream(stage.name), jobCheckSubject(address)))!;
  };
  return { stage, keep, runs, work, release, enqueue, of, consumer, inLater, stored, most: () => most };
}

describe('a line of ordered jobs', () => {
  it('never starts a job with a smaller id beside the one that runs, and holds up no other line', async () => {
    const { stage, work, release, enqueue, of, consumer, most } = await setup();
    await work('a');
    await work('a');
    await enqueue('a', 9);
    await stage.until(() => of('a').length === 1);
    await enqueue('a', 1);
    await enqueue('a', 2);
    // Both are in a worker's hands, and another line goes on past them.
    while ((await consumer()).num_ack_pending < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const n of [11, 12, 13]) await enqueue('b', n);
    await stage.until(() => of('b').length === 3);
    expect(of('a')).toEqual([9]);
    release();
    await stage.until(() => of('a').length === 3);
    expect(of('a')).toEqual([9, 1, 2]);
    expect(of('b')).toEqual([11, 12, 13]);
    expect(most()).toBe(1);
    await stage.empty();
  });

  it('has one job running at a time, whatever the order in which its jobs come to two workers', async () => {
    const { stage, runs, work, enqueue, most } = await setup();
    await work();
    await work();
    const numbers = Array.from({ length: 120 }, (_, n) => n).toSorted(() => Math.random() - 0.5);
    await Promise.all(numbers.map((n) => enqueue(`k${n % 3}`, n, { failures: n % 20 === 0 ? 1 : 0 })));
    await stage.until(() => new Set(runs.map(({ n }) => n)).size === 120);
    await stage.empty();
    expect(most()).toBe(1);
    expect(runs).toHaveLength(120 + 6);
  });

  it('waits for a job that is tried again', async () => {
    const { stage, runs, work, enqueue } = await setup();
    await work();
    await work();
    await enqueue('a', 1, { failures: 2 });
    await enqueue('a', 2);
    await enqueue('a', 3);
    await stage.reached(idOf(3), 'succeeded');
    expect(runs.map(({ n, attempt }) => [n, attempt])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 1],
      [3, 1],
    ]);
    await stage.empty();
  });

  it('goes on past the claim of a job that has ended, and takes the claim away', async () => {
    const { stage, keep, work, enqueue } = await setup();
    const job = await enqueue('a', 1);
    const { key } = parseJobSubject(job.subject)!;
    await publish(stage.broker.connection, {
      subject: lineClaimSubject({ workload: stage.name, key, id: idOf(0) }),
      headers: { [NATS_HEADERS.messageId]: `${keep.type}.claim` },
      body: '',
    });
    await work();
    await stage.reached(idOf(1), 'succeeded');
    await stage.empty();
  });
});

describe('a job that is parked', () => {
  it('runs once and in its place when more wait than a worker holds', async () => {
    const { stage, keep, work, release, of, inLater, most } = await setup();
    await work('a');
    const jobs = await stage.client.enqueueMany(
      keep,
      Array.from({ length: 300 }, (_, n) => ({ key: 'a', n })),
    );
    await inLater(300 - 1 - 256);
    release();
    await stage.until(() => of('a').length >= 300);
    await stage.reached(jobs.at(-1)!.id, 'succeeded');
    await stage.empty();
    expect(of('a')).toEqual(jobs.map((_, n) => n));
    expect(most()).toBe(1);
  });

  it('runs once and in its place when the worker that parked it died before its ack', async () => {
    const { stage, work, release, enqueue, of, stored } = await setup({ ackWaitMs: ACK_WAIT_MS });
    const parked = await enqueue('a', 2);
    const taker = await stage.broker.jetstream.consumers.get(jobsStream(stage.name), 'work_normal');
    expect(await taker.next({ expires: 5_000 })).not.toBeNull();
    const park = { to: 'later', attempt: 1, state: 'scheduled', waitsFor: WAITS_FOR_LINE } as const;
    const held = { ...asMovable(await stored(parked)), ackSubject: 'the acks of a worker that dies' };
    await move(stage.broker.connection, held, { ...park, runAt: Date.now() + 60_000 });
    await enqueue('a', 1);
    await work('a');
    await stage.until(() => of('a').length === 1);
    // The delivery that was never acked has come again, and is recognised as replaced.
    while (await messageAt(stage.broker.connection, jobsStream(stage.name), held.sequence))
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(of('a')).toEqual([1]);
    release();
    await stage.reached(idOf(2), 'succeeded');
    await stage.empty();
    // Longer than the ack wait: what would be delivered again has been.
    await new Promise((resolve) => setTimeout(resolve, 2 * ACK_WAIT_MS));
    expect(of('a')).toEqual([1, 2]);
  });

  it('goes on at once when the retrying or delayed head of its line is cancelled', async () => {
    const { stage, runs, work, enqueue, of, inLater, stored } = await setup({ backoffMs: 3_600_000 });
    await work();
    const retrying = await enqueue('a', 1, { failures: 1 });
    await stage.reached(retrying.id, 'retrying');
    const delayed = await enqueue('b', 2, { delay: '1h' });
    const next = [await enqueue('a', 3), await enqueue('b', 4)];
    await inLater(4);
    for (const job of next) expect((await stored(job)).headers.get(HEADERS.waitsFor)).toBe(WAITS_FOR_LINE);
    expect(runs).toHaveLength(1);
    const cancelledAt = Date.now();
    expect(await stage.client.cancel(retrying)).toBe('cancelled');
    expect(await stage.client.cancel(delayed)).toBe('cancelled');
    await stage.until(() => runs.length === 3);
    // Far below the time at which a parked job comes back by itself.
    expect(Date.now() - cancelledAt).toBeLessThan(30_000);
    expect([of('a'), of('b')]).toEqual([[1, 3], [4]]);
    await stage.empty();
  });
});
