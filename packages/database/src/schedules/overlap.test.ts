import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { headers } from '@nats-io/transport-node';
import {
  defineSchedule,
  parseJobSubject,
  schedulesStream,
  scheduleSubject,
  type ScheduleOptions,
} from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, handle, JobClient, tickJobId, Worker, BucketWriter } from '@kickoff/jobs';
import { effectiveSchedule, planOf, type EffectiveSchedule } from './effective-schedule.js';
import { RuleWriter } from './rule-writer.js';
import { SCHEDULE_HEADERS } from './schedule-headers.js';
import { latestFiring } from './schedule-timing.js';
import { demo, freeJob, keyedJob } from './testing/demo-schedules.js';
import { TickConsumer, type TickCounts } from './tick-consumer.js';

const nats = natsForTest();
let broker: Broker;
let client: JobClient<never>;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  broker = await Broker.connect({ servers: nats().url, name: 'test' });
  await applyTopology(broker, [demo]);
  client = new JobClient<never>(broker);
});

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  for (const stream of [schedulesStream(), 'JOBS_demo']) await broker.manager.streams.purge(stream);
  await broker.close();
});

let schedules = 0;
const HOUR_MS = 3_600_000;
const thisHour = (): number => latestFiring({ kind: 'anchored', everyMs: HOUR_MS }, Date.now());

/** A schedule with a rule at the broker, whose ticks the test sends. Each has a name of its own: ids of jobs follow from it. */
async function setup(options: Partial<ScheduleOptions>) {
  const definition = defineSchedule('demo', {
    name: `hourly-${(schedules += 1)}`,
    job: freeJob,
    input: { n: 1 },
    every: '1h',
    ...options,
  } as ScheduleOptions);
  const schedule: EffectiveSchedule = effectiveSchedule(planOf(definition), 1);
  const rules = new RuleWriter(broker);
  await rules.apply(schedule);
  const consumer = new TickConsumer({ broker, client, contracts: demo.contracts, rules, waitMs: 1_000 });
  cleanUps.push(() => consumer.stop());
  return {
    id: definition.id,
    rules,
    schedule,
    consumer,
    /** As the broker would at that time. */
    tick: async (firesAt: number): Promise<void> => {
      const header = headers();
      header.set(SCHEDULE_HEADERS.revision, '1');
      header.set(SCHEDULE_HEADERS.hash, schedule.hash);
      await broker.jetstream.publish(
        scheduleSubject('tick', definition.id),
        JSON.stringify({ ...schedule.body, firesAt }),
        {
          headers: header,
        },
      );
    },
    /** Turns until ticks were settled or one waits. */
    settle: async (): Promise<TickCounts> => {
      for (;;) {
        const counts = await consumer.runOnce();
        if (counts.enqueued + counts.skipped + counts.dropped + counts.waiting + counts.failed > 0) return counts;
      }
    },
  };
}

async function jobIds(): Promise<string[]> {
  const info = await broker.manager.streams.info('JOBS_demo', { subjects_filter: 'jobs.demo.>' });
  return Object.keys(info.state.subjects ?? {}).map((subject) => parseJobSubject(subject)!.id);
}

const NONE: TickCounts = { enqueued: 0, skipped: 0, dropped: 0, waiting: 0, failed: 0 };

describe('a tick whose predecessor is unfinished', () => {
  it('is skipped, or a job of its own', async () => {
    const skipping = await setup({ overlap: 'skip' });
    await skipping.tick(thisHour() - HOUR_MS);
    expect(await skipping.settle()).toEqual({ ...NONE, enqueued: 1 });
    await skipping.tick(thisHour());
    expect(await skipping.settle()).toEqual({ ...NONE, skipped: 1 });
    const queueing = await setup({ overlap: 'queue-all' });
    for (const firesAt of [thisHour() - HOUR_MS, thisHour()]) await queueing.tick(firesAt);
    expect(await queueing.settle()).toEqual({ ...NONE, enqueued: 2 });
  });

  it('waits for its end with `queue-one`, and of those that wait the latest becomes a job', async () => {
    const { id, tick, settle } = await setup({ overlap: 'queue-one' });
    const [first, second, third] = [2, 1, 0].map((ago) => thisHour() - ago * HOUR_MS) as [number, number, number];
    await tick(first);
    await settle();
    const [job] = await jobIds();
    await tick(second);
    expect(await settle()).toEqual({ ...NONE, waiting: 1 });
    await tick(third);
    let counts = NONE;
    while (counts.skipped === 0) counts = await settle();
    expect(await jobIds()).toEqual([job]);
    await broker.manager.streams.purge('JOBS_demo');
    while (counts.enqueued === 0) counts = await settle();
    expect(await jobIds()).toEqual([tickJobId(id, third)]);
  });

  it('takes the place of a running job with `cancel-running`', async () => {
    const buckets = new BucketWriter({ broker });
    buckets.start();
    cleanUps.push(() => buckets.stop());
    const { id, tick, settle } = await setup({ overlap: 'cancel-running' });
    const [first, second] = [thisHour() - HOUR_MS, thisHour()];
    await tick(first);
    await settle();
    const ended: string[] = [];
    let started!: (jobId: string) => void;
    const running = new Promise<string>((resolve) => (started = resolve));
    const worker = new Worker({
      connection: { servers: nats().url, name: 'worker' },
      workload: demo,
      queues: [{ name: 'work', slots: 1 }],
      handlers: [
        handle(freeJob, async (_, job) => {
          started(job.id);
          if (job.id === tickJobId(id, first))
            await new Promise((resolve) => job.signal.addEventListener('abort', resolve, { once: true }));
          ended.push(job.id);
        }),
        handle(keyedJob, () => undefined),
      ],
    });
    const succeeded = new Promise<void>((resolve) => worker.on('succeeded', () => resolve()));
    await worker.start();
    cleanUps.push(() => worker.stop());
    expect(await running).toBe(tickJobId(id, first));
    await tick(second);
    let counts = await settle();
    expect(counts).toEqual({ ...NONE, waiting: 1 });
    while (counts.enqueued === 0) counts = await settle();
    await succeeded;
    expect(ended).toEqual([tickJobId(id, first), tickJobId(id, second)]);
  });
});

describe('a late tick', () => {
  it('is dropped with the catch-up `none`, and beyond its window', async () => {
    const none = await setup({ catchUp: 'none' });
    await none.tick(Date.now() - 61_000);
    expect(await none.settle()).toEqual({ ...NONE, dropped: 1 });
    const last = await setup({ catchUpWithin: '1h' });
    await last.tick(Date.now() - HOUR_MS - 1_000);
    expect(await last.settle()).toEqual({ ...NONE, dropped: 1 });
    await last.tick(Date.now() - HOUR_MS + 60_000);
    expect(await last.settle()).toEqual({ ...NONE, enqueued: 1 });
  });

  it('is dropped with `none` also when it has grown too late while it failed', async () => {
    // Whoever has not its code cannot make the key.
    const none = await setup({ catchUp: 'none', job: keyedJob });
    const unknowing = new TickConsumer({ broker, client, contracts: [], rules: none.rules, waitMs: 1_000 });
    await none.tick(Date.now() - 57_000);
    let counts = NONE;
    while (counts.failed === 0) counts = await unknowing.runOnce();
    expect(await none.settle()).toEqual({ ...NONE, dropped: 1 });
  });

  it('makes up once for what was missed while it waits', async () => {
    const { id, tick, settle } = await setup({ catchUp: 'all', overlap: 'queue-one' });
    const at = (ago: number): number => thisHour() - ago * HOUR_MS;
    await tick(at(5));
    await settle();
    await tick(at(1));
    expect(await settle()).toEqual({ ...NONE, waiting: 1 });
    await broker.manager.streams.purge('JOBS_demo');
    let counts = NONE;
    while (counts.enqueued === 0) counts = await settle();
    expect(await jobIds()).toEqual([tickJobId(id, at(1))]);
  });

  it('makes up for all that were missed with `all`, and for none before it was disabled', async () => {
    const { id, tick, settle, rules, schedule } = await setup({ catchUp: 'all', overlap: 'queue-all' });
    const at = (ago: number): number => thisHour() - ago * HOUR_MS;
    await tick(at(5));
    await settle();
    await tick(at(1));
    expect(await settle()).toEqual({ ...NONE, enqueued: 1 });
    const idsOf = (...agos: number[]): string[] => agos.map((ago) => tickJobId(id, at(ago))).toSorted();
    expect((await jobIds()).toSorted()).toEqual(idsOf(5, 4, 3, 2, 1));
    await broker.manager.streams.purge('JOBS_demo');
    await rules.apply({ ...schedule, enabled: false });
    await rules.apply(schedule);
    await tick(at(0));
    await settle();
    expect(await jobIds()).toEqual(idsOf(0));
  });
});

describe('jitter', () => {
  it('delays each job by its own share, the same for whoever sees the tick', async () => {
    const { id, tick, settle } = await setup({ jitter: '12h', overlap: 'queue-all' });
    const dueOf = (at: number) => at + (Number.parseInt(tickJobId(id, at).slice(-8), 16) / 2 ** 32) * 12 * HOUR_MS;
    // Whose share is not over yet: its job would not wait.
    const hours = Array.from({ length: 12 }, (_, ago) => thisHour() - ago * HOUR_MS);
    const at = hours.find((hour) => dueOf(hour) > Date.now() + 10 * 60_000)!;
    await tick(at);
    await settle();
    const { state } = await broker.manager.streams.info('JOBS_demo', { subjects_filter: 'jobs.demo.later.>' });
    const [subject] = Object.keys(state.subjects ?? {});
    expect(parseJobSubject(subject!)!.id).toBe(tickJobId(id, at));
    const stored = await broker.manager.streams.getMessage('JOBS_demo', { last_by_subj: subject! });
    const due = Date.parse(stored!.header.get('Nats-Schedule').replace('@at ', ''));
    expect(Math.abs(due - dueOf(at))).toBeLessThan(1_000);
  });
});
