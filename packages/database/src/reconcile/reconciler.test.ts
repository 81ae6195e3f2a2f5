import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  deadStream,
  deadSubject,
  defineJob,
  defineWorkload,
  eventsStream,
  HEADERS,
  jobsStream,
  JobNotice,
  notifySubject,
  type AnyContract,
} from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, BucketWriter, handle, JobClient, Worker, type JobContext } from '@kickoff/jobs';
import { storeMessages } from '../outbox/store-messages.js';
import { Intake } from '../recorder/intake.js';
import { Recorder, RECORDER_CONSUMER } from '../recorder/recorder.js';
import { closeFlowStages, FlowStage } from '../testing/flow-stage.js';
import { gate } from '../testing/gate.js';
import { platformDatabase } from '../testing/platform-database.js';
import { Reconciler, type ReconcilerOptions } from './reconciler.js';

const HANGING_WORKER = fileURLToPath(new URL('./testing/hanging-worker.js', import.meta.url));
const NOTHING = { compared: 0, missing: 0, marked: 0, enqueued: 0 };
const input = z.object({ n: z.int() });

describe('jobs that the record calls unfinished', () => {
  const database = platformDatabase();
  // Before the server's own hook: a connection cannot be drained once its server is gone.
  afterAll(async () => {
    await recorder.stop();
    await broker.close();
  });
  const nats = natsForTest();
  let broker: Broker;
  let recorder: Recorder;
  let intake: Intake;
  const closers: (() => Promise<unknown>)[] = [];
  let workloads = 0;

  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, []);
    recorder = new Recorder({ dataSource: database.dataSource, connection: broker.connection, gatherMs: 1 });
    intake = new Intake({ dataSource: database.dataSource, connection: broker.connection });
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    await closeFlowStages();
    await record();
    for await (const { config } of broker.manager.streams.list('jobs.>'))
      await broker.manager.streams.delete(config.name);
    await database.dataSource.query(
      'TRUNCATE kickoff.job_states, kickoff.job_envelopes, kickoff.job_history, kickoff.outbox, kickoff.flows, kickoff.flow_nodes',
    );
  });

  async function record(): Promise<void> {
    await intake.runOnce();
    await recorder.runOnce();
  }

  /** A workload of its own with a type `do-step` and one that is unique by its input. */
  async function setup(options: Partial<ReconcilerOptions> = {}) {
    workloads += 1;
    const name = `steps-${workloads}`;
    const common = { summary: 'For tests.', queue: 'work', input };
    const step = defineJob({ ...common, type: `${name}.do-step`, attempts: 3 });
    const unique = defineJob({ ...common, type: `${name}.do-unique`, unique: { by: ({ n }) => n } });
    const contracts: AnyContract[] = [step, unique];
    const workload = defineWorkload({
      name,
      summary: 'For tests.',
      contracts,
      queues: { work: { service: 'external' } },
    });
    await applyTopology(broker, [workload]);
    const client = new JobClient(broker);
    const reconciler = reconcilerWith({ contracts, ...options });
    const worker = async (run: (input: { n: number }, job: JobContext) => unknown, workerName?: string) => {
      const started = new Worker({
        connection: { servers: nats().url, name: 'worker' },
        name: workerName,
        workload,
        queues: [{ name: 'work', slots: 5 }],
        handlers: [handle(step, run), handle(unique, run)],
        abortGraceMs: 100,
      });
      await started.start();
      closers.push(() => started.stop({ graceMs: 0 }));
      return started;
    };
    return { name, step, unique, client, reconciler, worker, purge: () => purge(name) };
  }

  function reconcilerWith(options: Partial<ReconcilerOptions>): Reconciler {
    return new Reconciler({ broker, dataSource: database.dataSource, settleMs: 0, ...options });
  }

  async function purge(workload: string): Promise<void> {
    await broker.manager.streams.purge(jobsStream(workload));
  }

  async function job(id: string): Promise<Record<string, unknown>> {
    const [row] = await database.dataSource.query<Record<string, unknown>[]>(
      'SELECT * FROM kickoff.jobs WHERE id = $1',
      [id],
    );
    return row!;
  }

  /** Asks until the record says so: workers have no signal for what is recorded. */
  async function until(id: string, state: string): Promise<void> {
    do await record();
    while ((await job(id))?.['state'] !== state);
  }

  it('and whose stream was purged end as dead with a dead letter; whoever waits for one hears it', async () => {
    const { name, step, client, reconciler, purge: purgeAll } = await setup();
    const waiting = await client.enqueue(step, { n: 1 }, { tags: ['a'], watch: true });
    const delayed = await client.enqueue(step, { n: 2 }, { delay: '1h' });
    const heard = gate();
    broker.connection.subscribe(notifySubject(name, waiting.id), {
      callback: (_, message) => {
        if ('state' in JobNotice.parse(message.json()) && message.json<{ state: string }>().state === 'dead')
          heard.open();
      },
    });
    await record();
    expect(await reconciler.runOnce()).toEqual({ ...NOTHING, compared: 2 });
    await purgeAll();
    expect(await reconciler.runOnce()).toEqual({ ...NOTHING, compared: 2, missing: 2 });
    expect(await reconciler.runOnce()).toEqual({ ...NOTHING, marked: 2 });
    await heard.opened;
    await record();
    expect(await job(waiting.id)).toMatchObject({
      state: 'dead',
      revision: 2,
      tags: ['a'],
      error: { code: 'MESSAGE_LOST', name: 'MessageLost' },
      reason: expect.stringContaining('the message of this queued job is gone from its stream'),
    });
    expect(await job(delayed.id)).toMatchObject({ state: 'dead', error: { code: 'MESSAGE_LOST' } });
    const subject = deadSubject({ workload: name, queue: 'work', name: 'do-step', id: waiting.id });
    const letter = await broker.manager.streams.getMessage(deadStream(), { last_by_subj: subject });
    expect(letter?.json()).toMatchObject({
      revision: 2,
      error: { code: 'MESSAGE_LOST' },
      envelope: { input: { n: 1 }, tags: ['a'] },
    });
    expect(await reconciler.runOnce()).toEqual(NOTHING);
  });

  it('go back with `enqueue`: under their id, next revision, with all that they had, and run', async () => {
    const { name, step, client, reconciler, worker, purge: purgeAll } = await setup({ policy: 'enqueue' });
    const options = { tags: ['a'], carry: { tenant: 'north' }, attempts: 7 };
    const waiting = await client.enqueue(step, { n: 1 }, options);
    const delayed = await client.enqueue(step, { n: 2 }, { delay: '1h' });
    await record();
    const before = await broker.manager.streams.getMessage(jobsStream(name), { last_by_subj: waiting.subject });
    await purgeAll();
    await reconciler.runOnce();
    expect(await reconciler.runOnce()).toMatchObject({ marked: 0, enqueued: 2 });
    const after = await broker.manager.streams.getMessage(jobsStream(name), { last_by_subj: waiting.subject });
    expect(after!.json()).toEqual(before!.json());
    expect(after!.header.get(HEADERS.revision)).toBe('2');
    const later = await broker.manager.streams.getMessage(jobsStream(name), { last_by_subj: delayed.subject });
    expect(later!.header.get('Nats-Schedule')).toBe(`@at ${((await job(delayed.id))['run_at'] as Date).toISOString()}`);
    await record();
    expect(await job(waiting.id)).toMatchObject({ state: 'queued', revision: 2 });
    expect(await job(delayed.id)).toMatchObject({ state: 'scheduled', revision: 2 });
    await worker((_, { carried, attempt, tags }) => ({ carried, attempt, tags }));
    await until(waiting.id, 'succeeded');
    expect(await job(waiting.id)).toMatchObject({
      revision: 2,
      output: { carried: { tenant: 'north' }, attempt: 1, tags: ['a'] },
    });
  });

  it('end as dead with `enqueue`, too, when another job has their unique key by now', async () => {
    const { unique, client, reconciler, purge: purgeAll } = await setup({ policy: 'enqueue' });
    const lost = await client.enqueue(unique, { n: 1 });
    await record();
    await purgeAll();
    const next = await client.enqueue(unique, { n: 1 });
    expect(next.duplicate).toBe(false);
    await reconciler.runOnce();
    expect(await reconciler.runOnce()).toMatchObject({ marked: 1, enqueued: 0 });
    await record();
    expect((await job(lost.id))['reason']).toContain('another job has its unique key by now');
    expect(await job(next.id)).toMatchObject({ state: 'queued' });
  });

  it('and which ran in a process that was killed while their message was deleted are found', async () => {
    const { name, step, client, reconciler } = await setup();
    const lost = await client.enqueue(step, { n: 1 });
    const child = fork(HANGING_WORKER, [nats().url, name, 'do-step'], { execArgv: [] });
    closers.push(() => (child.exitCode === null && child.signalCode === null ? end() : Promise.resolve()));
    const end = async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    await until(lost.id, 'running');
    await end();
    await purge(name);
    expect(await reconciler.runOnce()).toMatchObject({ missing: 1 });
    expect(await reconciler.runOnce()).toMatchObject({ marked: 1 });
    await record();
    expect(await job(lost.id)).toMatchObject({ state: 'dead', error: { code: 'MESSAGE_LOST' } });
  });

  it('are left to their worker while it lives, whatever became of their message', async () => {
    const { step, client, reconciler, worker, purge: purgeAll } = await setup();
    const buckets = new BucketWriter({ broker, everyMs: 20 });
    buckets.start();
    closers.push(() => buckets.stop());
    const held = gate();
    await worker(() => held.opened, 'host.example:1');
    const running = await client.enqueue(step, { n: 1 });
    await until(running.id, 'running');
    await buckets.runOnce();
    await purgeAll();
    for (let turn = 0; turn < 3; turn += 1) expect(await reconciler.runOnce()).toMatchObject({ marked: 0 });
    held.open();
    await until(running.id, 'succeeded');
  });

  it('only because the recorder is behind are none of them', async () => {
    const { step, client, reconciler, worker } = await setup();
    const done = await client.enqueue(step, { n: 1 });
    await intake.runOnce();
    const ended = gate();
    const started = await worker(() => undefined);
    started.on('finished', () => ended.open());
    await ended.opened;
    while ((await broker.manager.streams.info(jobsStream(done.subject.split('.')[1]!))).state.messages > 0);
    expect(await reconciler.runOnce()).toMatchObject({ missing: 1 });
    for (let turn = 0; turn < 3; turn += 1) expect(await reconciler.runOnce()).toEqual(NOTHING);
    await recorder.runOnce();
    expect(await reconciler.runOnce()).toEqual(NOTHING);
    expect(await job(done.id)).toMatchObject({ state: 'succeeded' });
  });

  it('are found also when the event of their end is gone', async () => {
    const { step, client, reconciler, worker } = await setup();
    const done = await client.enqueue(step, { n: 1 });
    await intake.runOnce();
    const ended = gate();
    (await worker(() => undefined)).on('finished', () => ended.open());
    await ended.opened;
    while ((await broker.manager.streams.info(jobsStream(done.subject.split('.')[1]!))).state.messages > 0);
    await broker.manager.streams.purge(eventsStream());
    await reconciler.runOnce();
    expect(await reconciler.runOnce()).toMatchObject({ marked: 1 });
  });

  it('are none of them before they have settled, and are looked for twice', async () => {
    const { step, client, purge: purgeAll } = await setup();
    await client.enqueue(step, { n: 1 });
    await record();
    await purgeAll();
    expect(await reconcilerWith({ settleMs: 60_000 }).runOnce()).toEqual(NOTHING);
    await database.dataSource.query("UPDATE kickoff.job_states SET state_at = state_at - interval '2 minutes'");
    const patient = reconcilerWith({ settleMs: 60_000 });
    expect(await patient.runOnce()).toMatchObject({ missing: 1 });
    expect(await patient.runOnce()).toEqual(NOTHING);
  });

  it('are left alone while they stand in the outbox', async () => {
    const { name, step, client, reconciler, purge: purgeAll } = await setup();
    const { subject } = await client.enqueue(step, { n: 1 });
    await record();
    const stored = await broker.manager.streams.getMessage(jobsStream(name), { last_by_subj: subject });
    await database.dataSource.transaction((manager) =>
      storeMessages(manager, [{ subject, headers: { [HEADERS.revision]: '1' }, body: stored!.string() }]),
    );
    await purgeAll();
    for (let turn = 0; turn < 3; turn += 1) expect(await reconciler.runOnce()).toMatchObject({ marked: 0 });
    await database.dataSource.query('DELETE FROM kickoff.outbox');
    expect(await reconciler.runOnce()).toMatchObject({ missing: 0, marked: 1 });
  });

  it('wait while the broker is away, and are found when it is back', async () => {
    const { step, client, reconciler, purge: purgeAll } = await setup();
    await client.enqueue(step, { n: 1 });
    await record();
    await purgeAll();
    expect(await reconciler.runOnce()).toMatchObject({ missing: 1 });
    await nats().stop();
    await expect(reconciler.runOnce()).rejects.toThrow();
    await nats().start();
    let counts = NOTHING;
    while (counts.marked === 0) counts = await reconciler.runOnce().catch(() => NOTHING);
    expect(counts).toMatchObject({ marked: 1 });
  });

  it('are compared a share at a time, round and round, whatever their number', async () => {
    const { step, client, purge: purgeAll } = await setup();
    const inputs = Array.from({ length: 1_200 }, (_, n) => ({ n }));
    await client.enqueueMany(step, inputs);
    await record();
    const reconciler = reconcilerWith({ waitingPerTurn: 500 });
    const compared = [];
    for (let turn = 0; turn < 4; turn += 1) compared.push((await reconciler.runOnce()).compared);
    expect(compared).toEqual([500, 500, 700, 500]);
    await purgeAll();
    const counts = { ...NOTHING };
    for (let turn = 0; turn < 6; turn += 1) {
      const { marked, missing } = await reconciler.runOnce();
      counts.marked += marked;
      counts.missing += missing;
      await record();
    }
    expect(counts).toEqual({ ...NOTHING, marked: 1_200, missing: 1_200 });
  });

  describe('and belong to flows', () => {
    it.each([
      ['mark', { state: 'failed', failed: 1 }],
      ['enqueue', { state: 'succeeded', failed: 0 }],
    ] as const)('let it go on by the policy %s', async (policy, outcome) => {
      const on = new FlowStage(nats().url, database);
      const first = on.job('first');
      const second = on.job('second');
      await on.begin({ worker: false });
      const { id } = await on.jobs.chain(first.with({ n: 1 }), second.with({ n: 2 })).start();
      await on.until(async () => (await on.broker.manager.streams.info(jobsStream(on.name))).state.messages === 1);
      await record();
      await purge(on.name);
      const reconciler = reconcilerWith({ policy });
      // The second is blocked: it is in no stream, and no concern of the reconciler.
      expect(await reconciler.runOnce()).toEqual({ ...NOTHING, compared: 1, missing: 1 });
      expect(await reconciler.runOnce()).toMatchObject(policy === 'mark' ? { marked: 1 } : { enqueued: 1 });
      await on.startWorker();
      expect(await on.ended(id)).toMatchObject(outcome);
    });

    it('are not released again besides: what the record has seen is not the keeper’s', async () => {
      const on = new FlowStage(nats().url, database);
      on.unheardMs = 1;
      const only = on.job('only');
      await on.begin({ worker: false, schedulers: 0 });
      const { starter, keeper } = on.scheduler();
      await on.jobs.chain(only.with({ n: 1 })).start();
      await on.until(async () => (await on.broker.manager.streams.info(jobsStream(on.name))).state.messages === 1);
      await record();
      await purge(on.name);
      await keeper.stop();
      await starter.stop();
      expect(await keeper.runOnce()).toMatchObject({ releasedAgain: 0 });
      await database.dataSource.query("UPDATE kickoff.job_states SET state = 'blocked'");
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(await keeper.runOnce()).toMatchObject({ releasedAgain: 1 });
    });
  });

  it('are waited for as long as there has been no recorder', async () => {
    const { step, client, reconciler, worker } = await setup();
    const done = await client.enqueue(step, { n: 1 });
    await intake.runOnce();
    const ended = gate();
    (await worker(() => undefined)).on('finished', () => ended.open());
    await ended.opened;
    while ((await broker.manager.streams.info(jobsStream(done.subject.split('.')[1]!))).state.messages > 0);
    await recorder.stop();
    await broker.manager.consumers.delete(eventsStream(), RECORDER_CONSUMER);
    await reconciler.runOnce();
    expect(await reconciler.runOnce()).toEqual(NOTHING);
    recorder = new Recorder({ dataSource: database.dataSource, connection: broker.connection, gatherMs: 1 });
    await record();
    expect(await job(done.id)).toMatchObject({ state: 'succeeded' });
  });
});
