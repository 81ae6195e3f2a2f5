import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { headers } from '@nats-io/transport-node';
import type { DataSource } from 'typeorm';
import {
  DatabaseUnavailable,
  defineJob,
  defineSchedule,
  drainKey,
  keySubject,
  parseJobSubject,
  pauseKey,
  registryKey,
  schedulesStream,
  scheduleSubject,
  type ScheduleDefinition,
} from '@kickoff/contracts';
import { databaseForTest, natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, DrainTable, JobClient, PauseTable, tickJobId } from '@kickoff/jobs';
import { createDataSource } from '../connection/data-source.js';
import { ScheduleRow } from '../entities/schedule.js';
import { PLATFORM_MIGRATIONS } from '../migrations/platform-migrations.js';
import { runMigrations } from '../migrations/run-migrations.js';
import { severableProxy } from '../testing/severable-proxy.js';
import { RuleWriter } from './rule-writer.js';
import { ScheduleStore } from './schedule-store.js';
import { ScheduleSync } from './schedule-sync.js';
import { nextFiring } from './schedule-timing.js';
import { demo, everySecond, freeJob, keyedJob } from './testing/demo-schedules.js';
import { TickConsumer, type TickConsumerOptions } from './tick-consumer.js';

const nats = natsForTest();
const database = databaseForTest({
  template: 'platform-schedules',
  prepare: async (url) => {
    const dataSource = await createDataSource({ url }).initialize();
    await runMigrations(dataSource, [PLATFORM_MIGRATIONS]);
    await dataSource.destroy();
  },
});

let broker: Broker;
let dataSource: DataSource;
let store: ScheduleStore;
const cleanUps: (() => Promise<unknown> | void)[] = [];

beforeEach(async () => {
  broker = await Broker.connect({ servers: nats().url, name: 'test' });
  await applyTopology(broker, [demo]);
  dataSource = await createDataSource({ url: database() }).initialize();
  store = new ScheduleStore(dataSource);
});

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  await dataSource.query('DELETE FROM kickoff.schedules');
  await dataSource.destroy();
  for (const stream of [schedulesStream(), 'JOBS_demo']) await broker.manager.streams.purge(stream);
  await broker.close();
});

const rule = (id: string) =>
  broker.manager.streams.getMessage(schedulesStream(), { last_by_subj: scheduleSubject('rule', id) });

function syncOf(...definitions: ScheduleDefinition[]): ScheduleSync {
  return new ScheduleSync({ store, rules: new RuleWriter(broker), workloads: ['demo'], definitions });
}

function consumer(
  onTick?: (id: string, tickMs: number) => void,
  given: Partial<Pick<TickConsumerOptions, 'control' | 'definitions' | 'contracts'>> = {},
): TickConsumer {
  const made = new TickConsumer({
    broker,
    client: new JobClient<never>(broker),
    contracts: demo.contracts,
    rules: new RuleWriter(broker),
    onTick,
    ...given,
    waitMs: 1_000,
  });
  cleanUps.push(() => made.stop());
  return made;
}

/** Ids of the jobs in the stream, in order. */
async function jobIds(): Promise<string[]> {
  const info = await broker.manager.streams.info('JOBS_demo', { subjects_filter: 'jobs.demo.>' });
  return Object.keys(info.state.subjects ?? {})
    .map((subject) => parseJobSubject(subject)!.id)
    .toSorted();
}

/** So many different ticks: one that the broker delivers twice on a busy machine is one tick, and becomes one job. */
function ticksSeen(count: number): { done: Promise<number[]>; onTick: (id: string, tickMs: number) => void } {
  const seen: number[] = [];
  let resolve!: (ticks: number[]) => void;
  const done = new Promise<number[]>((settle) => (resolve = settle));
  return {
    done,
    onTick: (_, tickMs) => {
      if (!seen.includes(tickMs) && seen.push(tickMs) === count) resolve(seen);
    },
  };
}

describe('schedules', () => {
  const daily = defineSchedule('demo', { name: 'clean-up', job: freeJob, input: { n: 1 }, cron: '0 3 * * *' });

  it('are written into PostgreSQL and the broker once, and again only when they differ', async () => {
    expect(await syncOf(daily, everySecond).runOnce()).toMatchObject({ written: 2 });
    const written = (await rule(daily.id))!;
    expect(written.header.get('Nats-Schedule')).toBe('0 0 3 * * *');
    expect(await syncOf(daily, everySecond).runOnce()).toMatchObject({ written: 0, kept: 2 });
    expect((await rule(daily.id))!.seq).toBe(written.seq);
    const changed = defineSchedule('demo', { name: 'clean-up', job: freeJob, input: { n: 2 }, cron: '0 3 * * *' });
    expect(await syncOf(changed, everySecond).runOnce()).toMatchObject({ written: 1 });
    expect(await store.effective()).toMatchObject([{ id: daily.id, revision: 2 }, { revision: 1 }]);
  });

  it('that the code drops are kept in PostgreSQL and fire no more, until they return', async () => {
    await syncOf(daily).runOnce();
    expect(await syncOf().runOnce()).toMatchObject({ removed: 1 });
    expect(await rule(daily.id)).toBeNull();
    const row = await dataSource.manager.findOneByOrFail(ScheduleRow, { id: daily.id });
    expect(row.removedAt).toBeInstanceOf(Date);
    expect(await syncOf(daily).runOnce()).toMatchObject({ written: 1 });
    expect(await rule(daily.id)).not.toBeNull();
  });

  it('follow an operator until the edit is reset', async () => {
    const sync = syncOf(daily);
    await sync.runOnce();
    await store.edit(daily.id, { cron: '0 4 * * *', timeZone: 'Europe/Paris' });
    await sync.runOnce();
    const edited = (await rule(daily.id))!;
    // Where clocks change, the next firing is written, by our own reckoning.
    const next = nextFiring({ kind: 'cron', cron: '0 0 4 * * *', timeZone: 'Europe/Paris' }, Date.now());
    expect(Date.parse(edited.header.get('Nats-Schedule').replace('@at ', ''))).toBe(next);
    expect(await syncOf(daily).runOnce()).toMatchObject({ written: 0 });
    await store.reset(daily.id);
    await sync.runOnce();
    expect((await rule(daily.id))!.header.get('Nats-Schedule')).toBe('0 0 3 * * *');
    await store.edit(daily.id, { enabled: false });
    await sync.runOnce();
    expect(await rule(daily.id)).toBeNull();
  });

  it('are refused whole when one of them is wrong', async () => {
    const wrong = { ...daily, id: 'demo.wrong', cron: '0 99 * * *' };
    await expect(syncOf(daily, wrong).runOnce()).rejects.toThrow('demo.wrong.cron field 2 (hour)');
    await expect(store.edit(daily.id, { cron: 'x' })).resolves.toBe(false);
    expect(await store.effective()).toEqual([]);
  });

  it('make one job per tick with two schedulers, and note the last one', async () => {
    const { done, onTick } = ticksSeen(3);
    const sync = syncOf(everySecond);
    const both = (id: string, tickMs: number): void => {
      sync.onTick(id, tickMs);
      onTick(id, tickMs);
    };
    for (const made of [consumer(both), consumer(both)]) made.start();
    await sync.runOnce();
    const ticks = await done;
    expect(new Set(ticks).size).toBe(3);
    const ids = await jobIds();
    expect(ids.slice(0, 3)).toEqual(ticks.toSorted((a, b) => a - b).map((tickMs) => tickJobId(everySecond.id, tickMs)));
    expect(await sync.runOnce()).toMatchObject({ noted: 1 });
    const row = await dataSource.manager.findOneByOrFail(ScheduleRow, { id: everySecond.id });
    expect(row.lastTick!.getTime()).toBeGreaterThanOrEqual(Math.max(...ticks));
  });

  it('of a type that was renamed since become jobs of its new name', async () => {
    await syncOf(everySecond).runOnce();
    const renamed = defineJob({
      type: 'demo.run-often',
      aliases: [freeJob.type],
      summary: 'Was run-free.',
      queue: freeJob.queue,
      input: freeJob.input,
    });
    const turns = consumer(undefined, { contracts: [renamed] });
    let counts;
    do counts = await turns.runOnce();
    while (counts.enqueued + counts.failed === 0);
    expect(counts).toMatchObject({ failed: 0 });
    const { state } = await broker.manager.streams.info('JOBS_demo', { subjects_filter: 'jobs.demo.>' });
    expect(parseJobSubject(Object.keys(state.subjects!)[0]!)).toMatchObject({ name: 'run-often' });
  });

  it('of a type that is not loaded become jobs by what its workers announced', async () => {
    const announced = async (type: string, enqueue: object) =>
      broker.jetstream.publish(
        keySubject('registry', registryKey(type, 1)),
        JSON.stringify({
          type,
          version: 1,
          summary: 'Announced.',
          queue: 'work',
          priority: 'high',
          attempts: 1,
          timeoutMs: 1_000,
          enqueue,
        }),
      );
    await announced(freeJob.type, {});
    await announced(keyedJob.type, { unique: keyedJob.unique!.rule });
    const keyed = defineSchedule('demo', { name: 'keyed', job: keyedJob, input: { n: 1 }, every: '1s' });
    await syncOf(everySecond, keyed).runOnce();
    const turns = consumer(undefined, { contracts: [] });
    const sum = { enqueued: 0, failed: 0 };
    while (sum.enqueued === 0 || sum.failed === 0) {
      const { enqueued, failed } = await turns.runOnce();
      sum.enqueued += enqueued;
      sum.failed += failed;
    }
    const { state } = await broker.manager.streams.info('JOBS_demo', { subjects_filter: 'jobs.demo.>' });
    for (const subject of Object.keys(state.subjects!))
      expect(parseJobSubject(subject)).toMatchObject({ queue: 'work', priority: 'high', name: 'run-free' });
    await broker.manager.streams.purge('KV_registry');
  });

  it('become jobs while PostgreSQL is away, and their last tick is noted when it returns', async () => {
    const proxy = await severableProxy(database());
    const severed = await createDataSource({ url: proxy.url }).initialize();
    cleanUps.push(() => severed.destroy().then(() => proxy.close()));
    const sync = new ScheduleSync({
      store: new ScheduleStore(severed),
      rules: new RuleWriter(broker),
      workloads: ['demo'],
      definitions: [everySecond],
    });
    await sync.runOnce();
    proxy.sever();
    const { done, onTick } = ticksSeen(2);
    consumer((id, tickMs) => {
      sync.onTick(id, tickMs);
      onTick(id, tickMs);
    }).start();
    const ticks = await done;
    await expect(sync.runOnce()).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect((await jobIds()).length).toBeGreaterThanOrEqual(2);
    proxy.restore();
    expect(await sync.runOnce()).toMatchObject({ noted: 1 });
    const row = await dataSource.manager.findOneByOrFail(ScheduleRow, { id: everySecond.id });
    expect(row.lastTick!.getTime()).toBeGreaterThanOrEqual(Math.max(...ticks));
  });

  it('are one job also when the same tick is delivered twice', async () => {
    await syncOf(daily).runOnce();
    const stored = (await rule(daily.id))!;
    const first = new JobClient<never>(broker);
    let calls = 0;
    const crashing = new TickConsumer({
      broker,
      client: {
        enqueue: async (...args) => {
          const enqueued = await first.enqueue(...args);
          if ((calls += 1) === 1) throw new Error('crashed between enqueue and ack');
          return enqueued;
        },
        cancel: (...args) => first.cancel(...args),
      },
      contracts: demo.contracts,
      rules: new RuleWriter(broker),
      waitMs: 8_000,
    });
    const header = headers();
    header.set('Kickoff-Schedule-Revision', '1');
    await broker.jetstream.publish(`schedules.tick.${daily.id}`, stored.data, { headers: header });
    const counts = await crashing.runOnce();
    expect(counts).toEqual({ enqueued: 0, skipped: 1, dropped: 0, waiting: 0, failed: 1 });
    expect(await jobIds()).toHaveLength(1);
  });

  it("skip a tick whose predecessor is unfinished, by the contract's key or their own", async () => {
    const plain = defineSchedule('demo', { name: 'skip-plain', job: freeJob, input: { n: 1 }, every: '1s' });
    const keyed = defineSchedule('demo', { name: 'skip-keyed', job: keyedJob, input: { n: 1 }, every: '1s' });
    await syncOf(plain, keyed).runOnce();
    const { done, onTick } = ticksSeen(6);
    consumer(onTick).start();
    await done;
    expect(await jobIds()).toHaveLength(2);
  });

  it.each(['paused', 'drained'])('make no job while it is %s, unless they say that it shall wait', async (how) => {
    const skipping = { ...everySecond, id: 'demo.skips', name: 'skips' };
    const queueing = defineSchedule('demo', {
      name: 'queues',
      job: freeJob,
      input: { n: 2 },
      every: '1s',
      overlap: 'queue-all',
      whenPaused: 'queue',
    });
    const control = { pauses: new PauseTable(), drains: new DrainTable() };
    const set = (is: boolean) => {
      const entry = { paused: is, draining: is, reason: 'wait', by: 'ada', at: 1 };
      if (how === 'paused') control.pauses.apply(pauseKey('demo', { kind: 'type', name: freeJob.name }), entry);
      else control.drains.apply(drainKey('demo', freeJob.queue), entry);
    };
    set(true);
    const seen: { id: string; tickMs: number }[] = [];
    const ticks = ticksSeen(3);
    const onTick = (id: string, tickMs: number): void => {
      seen.push({ id, tickMs });
      ticks.onTick(id, tickMs);
    };
    /** Ticks of a schedule that became a job. */
    const madeBy = async ({ id }: ScheduleDefinition): Promise<number> => {
      const ids = await jobIds();
      return seen.filter((tick) => tick.id === id && ids.includes(tickJobId(id, tick.tickMs))).length;
    };
    await syncOf(skipping, queueing).runOnce();
    consumer(onTick, { control, definitions: [skipping, queueing] }).start();
    await ticks.done;
    expect(seen.map(({ id }) => id)).toContain(skipping.id);
    // In a drained queue it waits, too, but not as a job.
    expect((await madeBy(queueing)) > 0).toBe(how === 'paused');
    expect(await madeBy(skipping)).toBe(0);
    set(false);
    while ((await madeBy(skipping)) === 0 || (await madeBy(queueing)) === 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it('drop a tick of a rule that was edited since', async () => {
    await syncOf(daily).runOnce();
    const stored = (await rule(daily.id))!;
    await store.edit(daily.id, { input: { n: 5 } });
    await syncOf(daily).runOnce();
    const header = headers();
    header.set('Kickoff-Schedule-Revision', '1');
    await broker.jetstream.publish(`schedules.tick.${daily.id}`, stored.data, { headers: header });
    expect(await consumer().runOnce()).toMatchObject({ dropped: 1, enqueued: 0 });
  });

  it('fire an interval that is no cron at its multiples since the epoch', async () => {
    const anchored = defineSchedule('demo', {
      name: 'every-seven',
      job: freeJob,
      input: { n: 7 },
      every: '7s',
      overlap: 'queue-all',
    });
    const { done, onTick } = ticksSeen(2);
    consumer(onTick).start();
    await syncOf(anchored).runOnce();
    const ticks = await done;
    expect(ticks.map((tickMs) => tickMs % 7_000)).toEqual([0, 0]);
    expect(ticks[1]! - ticks[0]!).toBe(7_000);
  });

  it('keep firing, one job per tick, when one of two schedulers is killed', async () => {
    const child = await startTicking();
    const { done, onTick } = ticksSeen(4);
    consumer(onTick).start();
    await syncOf(everySecond).runOnce();
    await once(child, 'message');
    const killedAt = Math.floor(Date.now() / 1_000) * 1_000;
    child.kill('SIGKILL');
    await once(child, 'exit');
    const ticks = await done;
    const times = [...Array(6).keys()].map((index) => killedAt + (index + 1) * 1_000);
    const ids = await jobIds();
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      ids.filter((id) => times.some((tickMs) => tickJobId(everySecond.id, tickMs) === id)).length,
    ).toBeGreaterThanOrEqual(2);
    expect(ticks.every((tickMs) => ids.includes(tickJobId(everySecond.id, tickMs)))).toBe(true);
  });
});

async function startTicking(): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./testing/tick-process.js', import.meta.url)), [nats().url], {
    execArgv: [],
  });
  cleanUps.push(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}
