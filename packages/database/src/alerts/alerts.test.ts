import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ALERT_KINDS, defineSchedule, type AlertKind, type JobEvent } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, BucketWriter, handle, JobClient, newJobId, Worker } from '@kickoff/jobs';
import type { AlertRuleRow } from '../entities/alert-rule.js';
import { foldEvents } from '../record/fold-events.js';
import { ScheduleStore } from '../schedules/schedule-store.js';
import { demo, freeJob, keyedJob } from '../schedules/testing/demo-schedules.js';
import { MinuteCounter } from '../statistics/minute-counter.js';
import { platformDatabase } from '../testing/platform-database.js';
import { AlertEvaluator } from './alert-evaluator.js';
import { AlertStore } from './alert-store.js';
import type { Notice } from './notice.js';
import { NoticeSender } from './notice-sender.js';
import type { Observation, Observe } from './observation.js';
import { observers } from './observers.js';

const database = platformDatabase();
const START_MS = Date.parse('2026-11-28T12:00:00Z');
const MINUTE_MS = 60_000;

/** One rule, whose findings the test decides. */
async function setup(edit: Partial<AlertRuleRow> = {}) {
  const { dataSource } = database;
  for (const table of ['alert_notices', 'alerts']) await dataSource.query(`DELETE FROM kickoff.${table}`);
  await dataSource.query('DELETE FROM kickoff.alert_receivers');
  await dataSource.query('UPDATE kickoff.alert_rules SET enabled = (id = $1)', ['waiting-long']);
  const store = new AlertStore(dataSource);
  await store.editRule('waiting-long', { threshold: 60_000, forMs: MINUTE_MS, receivers: [], ...edit });
  await store.createReceiver({ id: 'desk', kind: 'webhook', target: 'http://desk', secret: 's', enabled: true });
  const state = { now: START_MS, found: [] as Observation[] };
  const look: Observe = () => Promise.resolve(state.found);
  const evaluator = (): AlertEvaluator =>
    new AlertEvaluator({
      dataSource,
      observers: Object.fromEntries(ALERT_KINDS.map((kind) => [kind, look])) as Record<AlertKind, Observe>,
      now: () => state.now,
    });
  const at = (minutes: number, value: number) => {
    state.now = START_MS + minutes * MINUTE_MS;
    state.found = [{ subject: 'demo/work', value, message: `has waited ${value}` }];
    return evaluator().runOnce();
  };
  const told: Notice[] = [];
  const sender = new NoticeSender({
    dataSource,
    send: { webhook: async (notice) => void told.push(notice), email: () => Promise.reject(new Error('no mail')) },
  });
  return { store, evaluator, at, state, told, sender };
}

const NONE = { fired: 0, resolved: 0, notices: 0 };

describe('alerts', () => {
  it('fire when it has been so for long enough, once, and tell when it is over', async () => {
    const { at, store, told, sender } = await setup();
    expect(await at(0, 60_000)).toEqual(NONE);
    expect(await at(0.9, 70_000)).toEqual(NONE);
    expect(await store.alerts({ limit: 5 })).toMatchObject([{ state: 'pending', value: 70_000 }]);
    expect(await at(1, 80_000)).toEqual({ ...NONE, fired: 1, notices: 1 });
    expect(await at(2, 90_000)).toEqual(NONE);
    expect(await at(3, 59_999)).toEqual({ ...NONE, resolved: 1, notices: 1 });
    expect(await sender.runOnce()).toEqual({ sent: 2, failed: 0 });
    expect(told.toSorted((a, b) => a.event.localeCompare(b.event))).toMatchObject([
      { event: 'firing', subject: 'demo/work', rule: 'waiting-long', message: 'has waited 80000', severity: 'warning' },
      { event: 'resolved', resolvedAt: new Date(START_MS + 3 * MINUTE_MS).toISOString() },
    ]);
    expect(await store.alerts({ limit: 5 })).toMatchObject([{ state: 'resolved' }]);
    await at(4, 60_000);
    expect(await store.alerts({ limit: 5 })).toHaveLength(2);
  });

  it('are forgotten when it is over before they fire', async () => {
    const { at, store } = await setup();
    await at(0, 60_000);
    expect(await at(0.5, 0)).toEqual(NONE);
    expect(await store.alerts({ limit: 5 })).toEqual([]);
  });

  it('are history for ninety days', async () => {
    const { at, store } = await setup({ forMs: 0 });
    await at(0, 60_000);
    await at(1, 0);
    await at(90 * 24 * 60, 0);
    expect(await store.alerts({ limit: 5 })).toHaveLength(1);
    await at(90 * 24 * 60 + 2, 0);
    expect(await store.alerts({ limit: 5 })).toEqual([]);
  });

  it('are one with several evaluators at once', async () => {
    const { at, store, evaluator, state } = await setup({ forMs: 0 });
    state.found = [{ subject: 'demo/work', value: 60_000, message: 'waits' }];
    const counts = await Promise.all([1, 2, 3].map(() => evaluator().runOnce()));
    expect(counts.reduce((sum, { notices }) => sum + notices, 0)).toBe(1);
    await at(1, 60_000);
    expect(await store.alerts({ limit: 5 })).toHaveLength(1);
  });

  it('tell nobody while they are muted, and then whoever was not told', async () => {
    const { at, store } = await setup({ forMs: MINUTE_MS });
    await at(0, 60_000);
    const [alert] = await store.alerts({ limit: 1 });
    await store.mute(alert!.id, new Date(START_MS + 5 * MINUTE_MS), 'ada');
    expect(await at(2, 60_000)).toEqual({ ...NONE, fired: 1 });
    expect(await at(6, 60_000)).toEqual({ ...NONE, notices: 1 });
    await store.mute(alert!.id, new Date(START_MS + 9 * MINUTE_MS), 'ada');
    expect(await at(7, 0)).toEqual({ ...NONE, resolved: 1 });
  });

  it('tell the first receiver that there is, and of their end whom they told of their beginning', async () => {
    const { at, store, told, sender } = await setup({ forMs: 0, receivers: ['late'] });
    const receiver = { kind: 'webhook' as const, target: 'http://late', secret: 's', enabled: true };
    expect(await at(0, 60_000)).toEqual({ ...NONE, fired: 1 });
    await store.createReceiver({ ...receiver, id: 'late' });
    expect(await at(1, 60_000)).toEqual({ ...NONE, notices: 1 });
    await store.editRule('waiting-long', { receivers: ['desk'] });
    expect(await at(2, 0)).toEqual({ ...NONE, resolved: 1, notices: 1 });
    await sender.runOnce();
    const notices = await database.dataSource.query('SELECT DISTINCT receiver_id FROM kickoff.alert_notices');
    expect([told.length, notices]).toEqual([2, [{ receiver_id: 'late' }]]);
  });

  it('stay as they are while nobody can look, and end with their rule', async () => {
    const { at, store, state } = await setup({ forMs: 0 });
    await at(0, 60_000);
    const errors: unknown[] = [];
    const blind = new AlertEvaluator({
      dataSource: database.dataSource,
      observers: Object.fromEntries(
        ALERT_KINDS.map((kind) => [kind, () => Promise.reject(new Error('the broker is away'))]),
      ) as unknown as Record<AlertKind, Observe>,
      now: () => state.now,
      onError: (error) => errors.push(error),
    });
    expect(await blind.runOnce()).toEqual(NONE);
    expect(errors).toHaveLength(1);
    await store.editRule('waiting-long', { enabled: false });
    expect(await at(1, 60_000)).toMatchObject({ resolved: 1 });
  });
});

describe('notices', () => {
  it('are sent again after a failure, later and later, and given up when their receiver is gone', async () => {
    const { at, store } = await setup({ forMs: 0 });
    await at(0, 60_000);
    let broken = true;
    const given: string[] = [];
    const sender = new NoticeSender({
      dataSource: database.dataSource,
      firstRetryMs: 1,
      send: {
        webhook: () => (broken ? Promise.reject(new Error('the receiver answered 500')) : Promise.resolve()),
        email: () => Promise.resolve(),
      },
      onGivenUp: (_, error) => given.push(error),
    });
    expect((await sender.runOnce()).failed).toBeGreaterThan(0);
    const [notice] = await database.dataSource.query<{ error: string; ended_at: Date | null }[]>(
      'SELECT error, ended_at FROM kickoff.alert_notices',
    );
    expect(notice).toEqual({ error: 'the receiver answered 500', ended_at: null });
    broken = false;
    while ((await sender.runOnce()).sent === 0);
    await at(1, 0);
    await store.deleteReceiver('desk');
    await sender.runOnce();
    expect(given).toEqual(['the receiver was deleted']);
  });

  it('are sent once by several senders', async () => {
    const { at, sender, told } = await setup({ forMs: 0 });
    await at(0, 60_000);
    const other = new NoticeSender({
      dataSource: database.dataSource,
      send: { webhook: async (notice) => void told.push(notice), email: () => Promise.resolve() },
    });
    await Promise.all([sender.runOnce(), other.runOnce()]);
    expect(told).toHaveLength(1);
  });
});

describe('rules', () => {
  const nats = natsForTest();
  let broker: Broker;
  const cleanUps: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    await database.dataSource.query('DELETE FROM kickoff.schedules');
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [demo]);
  });
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
    await broker.manager.streams.purge('JOBS_demo');
    await broker.close();
  });

  const rule = async (id: string): Promise<AlertRuleRow> =>
    (await new AlertStore(database.dataSource).rule(id)) as AlertRuleRow;
  const look = async (kind: AlertKind, now = Date.now()): Promise<Observation[]> => {
    const of = await rule(kind);
    const all = observers({ dataSource: database.dataSource, broker, storeBytes: 1_000_000_000_000 });
    return (await all[kind](of, now)).filter(({ value }) => value >= of.threshold);
  };

  /** Jobs of one type that ended a minute ago and on. */
  async function ended(type: string, ...states: ('succeeded' | 'dead')[]): Promise<void> {
    const start = Date.now() - 2 * MINUTE_MS;
    const events = states.map((state, index) => {
      const at = start + index;
      return {
        id: newJobId(at),
        type,
        revision: state === 'dead' ? 2 : 1,
        delivery: state === 'dead' ? 0 : 1,
        state,
        at,
        queue: 'work',
        priority: 'normal',
        key: '-',
        attempt: 1,
        run: {
          revision: 1,
          delivery: 1,
          worker: 'w',
          startedAt: at,
          endedAt: at,
          outcome: state === 'dead' ? 'failed' : 'succeeded',
        },
      } as JobEvent;
    });
    await foldEvents(database.dataSource, events);
    await new MinuteCounter({ dataSource: database.dataSource }).runOnce();
  }

  it('of a new installation are one of each kind', async () => {
    const rules = await new AlertStore(database.dataSource).rules();
    expect(rules.map(({ kind }) => kind).toSorted()).toEqual([...ALERT_KINDS].toSorted());
  });

  it('see jobs that die, in a row and at all', async () => {
    await ended('demo.dies', 'succeeded', 'dead', 'dead', 'dead', 'dead', 'dead');
    await ended('demo.stumbles', 'dead', 'dead', 'dead', 'dead', 'dead', 'succeeded');
    expect(await look('failures-in-a-row')).toMatchObject([{ subject: 'demo.dies', value: 5 }]);
    expect((await look('dead-letters')).map(({ subject, value }) => [subject, value])).toEqual([
      ['demo.dies', 5],
      ['demo.stumbles', 5],
    ]);
  });

  it('see waiting jobs: too long, too many, and with no worker', async () => {
    const client = new JobClient(broker);
    const worker = new Worker({
      connection: { servers: nats().url, name: 'worker' },
      workload: demo,
      queues: [{ name: 'work', slots: 1 }],
      handlers: [handle(freeJob, () => undefined), handle(keyedJob, () => undefined)],
    });
    // Makes the consumers.
    await worker.start();
    await worker.stop();
    await client.enqueueMany(
      freeJob,
      Array.from({ length: 3 }, (_, n) => ({ n })),
    );
    expect(await look('waiting-long')).toEqual([]);
    const [found] = await look('waiting-long', Date.now() + 90_000);
    expect(found).toMatchObject({ subject: 'demo/work' });
    expect(found!.value).toBeGreaterThan(80_000);
    expect(await look('no-worker')).toMatchObject([{ subject: 'demo/work', value: 3 }]);
    const buckets = new BucketWriter({ broker, everyMs: 50 });
    buckets.start();
    cleanUps.push(() => buckets.stop());
    const held = new Worker({
      connection: { servers: nats().url, name: 'worker' },
      workload: demo,
      queues: [{ name: 'work', slots: 1 }],
      handlers: [
        handle(
          freeJob,
          (_, job) => new Promise((resolve) => job.signal.addEventListener('abort', () => resolve(undefined))),
        ),
        handle(keyedJob, () => undefined),
      ],
      shutdownGraceMs: 0,
    } as never);
    await held.start();
    cleanUps.push(() => held.stop());
    while ((await look('no-worker')).length > 0);
  });

  it('see a schedule that did not fire', async () => {
    const store = new ScheduleStore(database.dataSource);
    await store.sync(['demo'], [defineSchedule('demo', { name: 'often', job: freeJob, input: { n: 1 }, every: '1m' })]);
    expect(await look('schedule-missed')).toEqual([]);
    const [missed] = await look('schedule-missed', Date.now() + 3 * MINUTE_MS);
    expect(missed).toMatchObject({ subject: 'demo.often' });
    await store.noteTicks(new Map([['demo.often', Date.now() + 3 * MINUTE_MS]]));
    expect(await look('schedule-missed', Date.now() + 3 * MINUTE_MS)).toEqual([]);
  });

  it('see a store that fills, and one whose admission is closed', async () => {
    expect(await look('store-filling')).toEqual([]);
    const of = Object.assign(await rule('store-filling'), { threshold: 0 });
    const small = observers({ dataSource: database.dataSource, broker, storeBytes: 1_000_000_000 });
    const [{ value } = { value: 0 }] = await small['store-filling'](of, Date.now());
    expect(value).toBeGreaterThan(0);
    await broker.jetstream.publish('$KV.control.admission', JSON.stringify({ retryAfterMs: 1, reason: 'full' }));
    expect(await look('store-filling')).toMatchObject([
      { subject: 'store', message: expect.stringContaining('closed') },
    ]);
  });
});
