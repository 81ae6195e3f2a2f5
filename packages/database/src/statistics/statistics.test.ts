import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, handle, JobClient, Worker } from '@kickoff/jobs';
import { foldEvents } from '../record/fold-events.js';
import type { RecordedEvent } from '../record/recorded-event.js';
import { Intake } from '../recorder/intake.js';
import { Recorder } from '../recorder/recorder.js';
import { idAt } from '../testing/id-at.js';
import { deliveries, jobHistory } from '../testing/job-histories.js';
import { platformDatabase } from '../testing/platform-database.js';
import { DownSampler } from './down-sampler.js';
import { MinuteCounter } from './minute-counter.js';
import { Statistics, type StatisticsQuery } from './statistics.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Begins a day, so that minutes of tests lie in one hour. */
const START_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - 2 * DAY_MS;
const TABLES = ['job_states', 'job_envelopes', 'job_history', 'queue_minutes', 'statistics_marks'];
const NONE = { enqueued: 0, started: 0, succeeded: 0, failed: 0, retried: 0, dead: 0, cancelled: 0, expired: 0 };

describe('statistics', () => {
  const database = platformDatabase();
  const nats = natsForTest();
  let jobs = 0;

  afterEach(clear);

  async function clear(): Promise<void> {
    for (const table of TABLES) await database.dataSource.query(`DELETE FROM kickoff.${table}`);
  }

  function setup(nowMs = START_MS + DAY_MS) {
    const { dataSource } = database;
    const statistics = new Statistics(dataSource);
    return {
      counter: new MinuteCounter({ dataSource, now: () => nowMs }),
      sampler: (now: number) => new DownSampler({ dataSource, now: () => now }),
      read: (query: Partial<StatisticsQuery> = {}) =>
        statistics.read({ from: new Date(START_MS - 100 * DAY_MS), to: new Date(START_MS + 100 * DAY_MS), ...query }),
    };
  }

  /** Events of a job that is enqueued at a time in milliseconds after START_MS. */
  function jobAt(ms: number, more: Partial<RecordedEvent> = {}) {
    jobs += 1;
    const base: RecordedEvent = {
      id: idAt(`job ${jobs}`, START_MS + ms),
      type: 'letters.send-letter',
      revision: 1,
      delivery: 0,
      state: 'queued',
      at: START_MS + ms,
      queue: 'post',
      priority: 'normal',
      key: '-',
      attempt: 1,
      envelope: { enqueuedAt: START_MS + ms, input: {} },
      ...more,
    };
    const run = (from: number, to: number, outcome: 'succeeded' | 'failed', revision = 1) => ({
      revision,
      delivery: 1,
      attempt: 1,
      worker: 'w',
      startedAt: START_MS + from,
      endedAt: START_MS + to,
      outcome,
    });
    return {
      seen: { ...base, intake: true } satisfies RecordedEvent,
      succeeded: (from: number, to: number, revision = 1): RecordedEvent => ({
        ...base,
        revision,
        delivery: 1,
        state: 'succeeded',
        at: START_MS + to,
        run: run(from, to, 'succeeded', revision),
      }),
      failed: (state: 'retrying' | 'dead', from: number, to: number, revision = 1): RecordedEvent => ({
        ...base,
        revision: revision + 1,
        state,
        at: START_MS + to,
        run: run(from, to, 'failed', revision),
        error: { code: 'E', name: 'E', message: 'no' },
      }),
      ended: (state: 'cancelled' | 'expired', at: number): RecordedEvent => ({
        ...base,
        revision: 2,
        state,
        at: START_MS + at,
      }),
    };
  }

  const fold = (...events: RecordedEvent[]) =>
    database.dataSource.transaction((manager) => foldEvents(manager, events));

  it('count each death of a job that was retried, in its minute, and its enqueueing once', async () => {
    const { counter, read } = setup();
    const job = jobAt(1_000);
    const retried = { ...job.seen, intake: false, revision: 3, at: START_MS + 70_000 };
    await fold(job.seen, job.failed('dead', 1_500, 2_500));
    await counter.runOnce();
    await fold(retried, job.failed('dead', 71_000, 72_000, 3), { ...retried, revision: 5, at: START_MS + 130_000 });
    await fold(job.succeeded(131_000, 132_000, 5), job.failed('dead', 1_500, 2_500));
    await counter.runOnce();
    const counts = (await read({ stepMs: MINUTE_MS })).map(({ enqueued, started, succeeded, failed, dead }) => ({
      enqueued,
      started,
      succeeded,
      failed,
      dead,
    }));
    expect(counts).toEqual([
      { enqueued: 1, started: 1, succeeded: 0, failed: 1, dead: 1 },
      { enqueued: 0, started: 1, succeeded: 0, failed: 1, dead: 1 },
      { enqueued: 0, started: 1, succeeded: 1, failed: 0, dead: 0 },
    ]);
  });

  it('count what happened in each minute, to which jobs, and how long it took', async () => {
    const { counter, read } = setup();
    const plain = jobAt(1_000);
    const retried = jobAt(2_000);
    const dead = jobAt(3_000, { type: 'letters.burn-letter', queue: 'fire' });
    const cancelled = jobAt(4_000);
    const expired = jobAt(5_000);
    await fold(plain.seen, retried.seen, dead.seen, cancelled.seen, expired.seen);
    await fold(
      plain.succeeded(1_500, 2_500),
      retried.failed('retrying', 3_000, 5_000),
      retried.succeeded(70_000, 70_100, 2),
      dead.failed('dead', 13_000, 61_000),
      cancelled.ended('cancelled', 6_000),
      expired.ended('expired', 130_000),
    );
    expect(await counter.runOnce()).toEqual({ counted: 3, tooOld: 0 });
    const points = await read({ stepMs: MINUTE_MS, by: 'type' });
    const common = { workload: 'letters' };
    const [burn, send, burnLater, sendLater, sendLast] = points;
    expect(points).toHaveLength(5);
    expect(burn).toMatchObject({
      ...NONE,
      ...common,
      type: 'letters.burn-letter',
      enqueued: 1,
      started: 1,
      run: undefined,
    });
    expect(send).toMatchObject({
      ...NONE,
      at: new Date(START_MS),
      type: 'letters.send-letter',
      enqueued: 4,
      started: 2,
      succeeded: 1,
      failed: 1,
      retried: 1,
      cancelled: 1,
      failureRate: 0.5,
    });
    expect(send!.wait!.p50).toBeCloseTo(500, -1.5);
    expect(send!.wait!.p99).toBeCloseTo(1_000, -2);
    expect(send!.run!.p50 / 1_000).toBeCloseTo(1, 1);
    expect(send!.run!.p95 / 2_000).toBeCloseTo(1, 1);
    expect(burnLater).toMatchObject({
      ...NONE,
      at: new Date(START_MS + MINUTE_MS),
      failed: 1,
      dead: 1,
      failureRate: 1,
    });
    expect(burnLater!.run!.p50 / 48_000).toBeCloseTo(1, 1);
    // Its second run: nobody waited for it since it was enqueued.
    expect(sendLater).toMatchObject({ ...NONE, started: 1, succeeded: 1, wait: undefined });
    expect(sendLast).toMatchObject({ ...NONE, expired: 1, failureRate: undefined });
    expect(await counter.runOnce()).toEqual({ counted: 0, tooOld: 0 });
  });

  it('are read over a range, as one or in steps, by queue, by workload and of some only', async () => {
    const { counter, read } = setup();
    for (const [ms, queue] of [
      [0, 'post'],
      [61_000, 'post'],
      [62_000, 'fire'],
      [600_000, 'post'],
    ] as const) {
      const job = jobAt(ms, { queue });
      await fold(job.seen, job.succeeded(ms + 100, ms + 200));
    }
    await counter.runOnce();
    expect(await read()).toMatchObject([{ ...NONE, enqueued: 4, started: 4, succeeded: 4, failureRate: 0 }]);
    expect(await read({ by: 'queue' })).toMatchObject([
      { workload: 'letters', queue: 'fire', succeeded: 1 },
      { workload: 'letters', queue: 'post', succeeded: 3 },
    ]);
    expect(await read({ by: 'workload', queue: 'fire' })).toMatchObject([{ workload: 'letters', succeeded: 1 }]);
    expect(await read({ type: 'letters.none' })).toEqual([]);
    expect(await read({ from: new Date(START_MS + MINUTE_MS), to: new Date(START_MS + 2 * MINUTE_MS) })).toMatchObject([
      { at: new Date(START_MS + MINUTE_MS), succeeded: 2 },
    ]);
    const steps = await read({ stepMs: 5 * MINUTE_MS });
    expect(steps.map(({ at, succeeded }) => [at.getTime() - START_MS, succeeded])).toEqual([
      [0, 3],
      [600_000, 1],
    ]);
    await expect(read({ stepMs: 1 })).rejects.toThrow('stepMs must be at least 60000, got 1');
  });

  it('count nothing twice, whatever is told twice, and count again what is told late', async () => {
    const { counter, read } = setup();
    const job = jobAt(0);
    const events = [job.seen, job.failed('retrying', 100, 200), job.succeeded(300, 400, 2)];
    await fold(...events);
    await counter.runOnce();
    const once = await read();
    await fold(...events);
    await fold(...events.toReversed());
    expect(await counter.runOnce()).toEqual({ counted: 1, tooOld: 0 });
    expect(await read()).toEqual(once);
    const late = jobAt(0);
    await fold(late.succeeded(500, 600));
    await counter.runOnce();
    expect(await read()).toMatchObject([{ enqueued: 2, started: 3, succeeded: 2, failed: 1 }]);
  });

  it('keep what was counted when the jobs are gone from the record', async () => {
    const { counter, read } = setup();
    const [gone, kept] = [jobAt(0), jobAt(0)];
    await fold(gone.succeeded(100, 200), kept.succeeded(100, 200));
    await counter.runOnce();
    const before = await read();
    await database.dataSource.query('DELETE FROM kickoff.job_states WHERE id = $1', [gone.seen.id]);
    await fold(kept.succeeded(100, 200));
    expect(await counter.runOnce()).toEqual({ counted: 1, tooOld: 0 });
    expect(await read()).toEqual(before);
  });

  it('leave a minute that has not ended, and one that is no longer kept', async () => {
    const { counter, read } = setup(START_MS + MINUTE_MS + 5_000);
    const job = jobAt(0);
    const old = jobAt(-3 * DAY_MS);
    await fold(job.seen, old.seen);
    expect(await counter.runOnce()).toEqual({ counted: 0, tooOld: 1 });
    expect(await read()).toEqual([]);
    expect(await setup(START_MS + MINUTE_MS + 10_000).counter.runOnce()).toEqual({ counted: 1, tooOld: 0 });
    expect(await read()).toMatchObject([{ enqueued: 1 }]);
  });

  it('take no wait of a job that was to wait', async () => {
    const { counter, read } = setup();
    const delayed = jobAt(0, { state: 'scheduled' });
    await fold(delayed.seen);
    await fold({ ...delayed.succeeded(30_000, 30_010) });
    await counter.runOnce();
    expect(await read()).toMatchObject([{ started: 1, wait: undefined }]);
  });

  it('are the same for shuffled, repeated and split events as for each event in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .uniqueArray(jobHistory, { minLength: 1, maxLength: 4, selector: ({ events }) => events[0]!.id })
          .chain((histories) => deliveries(histories).map((batches) => ({ histories, batches }))),
        async ({ histories, batches }) => {
          const { counter, read } = setup(Date.now() + HOUR_MS);
          await clear();
          for (const { events } of histories) for (const event of events) await fold(event);
          await counter.runOnce();
          const inOrder = await read({ stepMs: MINUTE_MS, by: 'type' });
          await clear();
          for (const batch of batches) await fold(...batch);
          await counter.runOnce();
          expect(await read({ stepMs: MINUTE_MS, by: 'type' })).toEqual(inOrder);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('become hours, days and nothing, and say the same in all', async () => {
    const { counter, sampler, read } = setup();
    for (const ms of [0, 61_000, HOUR_MS + 1_000, 5 * HOUR_MS]) {
      const job = jobAt(ms);
      await fold(job.seen, job.succeeded(ms + 100, ms + 1_100));
    }
    await counter.runOnce();
    const all = await read();
    expect(all).toMatchObject([{ succeeded: 4 }]);
    const rows = async (): Promise<unknown[]> =>
      database.dataSource.query(
        'SELECT span, count(*)::integer AS rows FROM kickoff.queue_minutes GROUP BY span ORDER BY span',
      );
    expect(await sampler(START_MS + 2 * DAY_MS).runOnce()).toEqual({ hours: 0, days: 0, forgotten: 0 });
    // The hour that is partly younger waits.
    expect(await sampler(START_MS + 2 * DAY_MS + HOUR_MS + 1).runOnce()).toEqual({ hours: 1, days: 0, forgotten: 0 });
    expect(await rows()).toEqual([
      { span: 'hour', rows: 1 },
      { span: 'minute', rows: 2 },
    ]);
    expect(await sampler(START_MS + 3 * DAY_MS).runOnce()).toEqual({ hours: 2, days: 0, forgotten: 0 });
    expect(await read()).toEqual(all);
    expect(await sampler(START_MS + 15 * DAY_MS).runOnce()).toEqual({ hours: 0, days: 1, forgotten: 0 });
    expect(await rows()).toEqual([{ span: 'day', rows: 1 }]);
    expect(await read()).toEqual(all);
    expect(await sampler(START_MS + 92 * DAY_MS).runOnce()).toEqual({ hours: 0, days: 0, forgotten: 1 });
    expect(await read()).toEqual([]);
  });

  it('are of jobs that workers ran and the recorder recorded', async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    const send = defineJob({ type: 'letters.send-letter', summary: 'For tests.', queue: 'post', input: z.object({}) });
    const workload = defineWorkload({
      name: 'letters',
      summary: 'For tests.',
      contracts: [send],
      queues: { post: { service: 'external' } },
    });
    await applyTopology(broker, [workload]);
    const { dataSource } = database;
    const recorder = new Recorder({ dataSource, connection: broker.connection });
    const intake = new Intake({ dataSource, connection: broker.connection });
    const client = new JobClient(broker);
    await client.enqueueMany(
      send,
      Array.from({ length: 20 }, () => ({})),
    );
    await intake.runOnce();
    let left = 20;
    const done = new Promise<void>((resolve) => {
      void (async () => {
        const worker = new Worker({
          connection: { servers: nats().url, name: 'worker' },
          workload,
          queues: [{ name: 'post', slots: 5 }],
          handlers: [handle(send, () => undefined)],
        });
        worker.on('succeeded', () => (left -= 1) === 0 && void worker.stop().then(resolve));
        await worker.start();
      })();
    });
    await done;
    await recorder.runOnce();
    await recorder.stop();
    const { counter, read } = setup(Date.now() + HOUR_MS);
    await counter.runOnce();
    expect(await read()).toMatchObject([
      { ...NONE, enqueued: 20, started: 20, succeeded: 20, wait: expect.anything(), run: expect.anything() },
    ]);
    await broker.close();
  });
});
