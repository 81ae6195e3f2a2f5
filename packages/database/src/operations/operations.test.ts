import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { defineJob, defineWorkload, platformWorkload, runOperation, type JobAction } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, BucketWriter, handle, JobClient, Limiter, newJobId, Worker } from '@kickoff/jobs';
import { z } from 'zod';
import { AuditStore } from '../access/audit-store.js';
import { OperationRow } from '../entities/operation.js';
import { JobStateRow } from '../entities/job-state.js';
import { Intake } from '../recorder/intake.js';
import { Recorder } from '../recorder/recorder.js';
import type { JobFilter } from '../search/job-filter.js';
import { JobSearch } from '../search/job-search.js';
import { platformDatabase } from '../testing/platform-database.js';
import { filterFor } from './bulk-actions.js';
import { OperationStore, type StoredOperation } from './operation-store.js';
import { OperationWorker } from './operation-worker.js';

const PROCESS = fileURLToPath(new URL('./testing/operating-process.js', import.meta.url));
const KEY = '019a0000-0000-7000-8000-00000000000a';
/** Short, so that a killed worker's job is soon given to the next. */
const ACK_WAIT_MS = 2_000;

const Input = z.object({ n: z.int(), batch: z.string() });
const write = defineJob({
  type: 'letters.write-letter',
  summary: 'Writes a letter.',
  queue: 'post',
  input: Input,
  tags: ({ batch }) => [batch],
  backoff: () => 3_600_000,
});
const letters = defineWorkload({
  name: 'letters',
  summary: 'Letters.',
  contracts: [write],
  queues: { post: { service: 'external' }, express: { service: 'external' } },
});

describe('operations', () => {
  const nats = natsForTest();
  const database = platformDatabase();
  const children: ChildProcess[] = [];
  const closing: (() => Promise<unknown>)[] = [];
  let broker: Broker;
  let client: JobClient;

  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [platformWorkload, letters], { ackWaitMs: ACK_WAIT_MS });
    client = new JobClient(broker);
    const { dataSource } = database;
    const { connection } = broker;
    const loops = [
      new Recorder({ dataSource, connection }),
      new Intake({ dataSource, connection, everyMs: 50 }),
      new BucketWriter({ broker, everyMs: 50 }),
      new Limiter({ broker }),
    ];
    for (const loop of loops) {
      loop.start();
      closing.unshift(() => loop.stop());
    }
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
  });
  afterAll(async () => {
    for (const close of closing) await close();
    await broker.close();
  });

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async function operator(): Promise<ChildProcess> {
    const child = fork(PROCESS, [nats().url, database.url], { execArgv: [] });
    children.push(child);
    await once(child, 'message');
    return child;
  }

  /** Serves operations in this process until it is closed. */
  function operating(): OperationWorker {
    const connection = { servers: nats().url, name: 'operating' };
    const worker = new OperationWorker({ dataSource: database.dataSource, client, connection });
    worker.start();
    return worker;
  }

  /** Jobs of a tag of their own, when the record knows them. */
  async function enqueued(count: number, batch: string, options: { delay?: '1h' } = {}) {
    const inputs = Array.from({ length: count }, (_, n) => ({ n, batch }));
    const jobs = await client.enqueueMany(write, inputs, options);
    while ((await recorded({ tags: [batch] })) < count);
    return jobs;
  }

  const recorded = (filter: JobFilter) => new JobSearch(database.dataSource).count(filter);

  async function start(action: JobAction, asked: JobFilter): Promise<string> {
    const now = broker.clock.now();
    const id = newJobId(now);
    const filter = filterFor(action.name, asked, now)!;
    const total = await recorded(filter);
    await new OperationStore(database.dataSource).add(database.dataSource.manager, {
      id,
      action,
      filter,
      asked: {},
      askedAt: new Date(now),
      keyId: KEY,
      who: 'ada',
      requestId: id,
      total,
    });
    await client.enqueue(runOperation, { action: action.name, reason: action.reason }, { id });
    return id;
  }

  async function until(id: string, reached: (operation: StoredOperation) => boolean): Promise<StoredOperation> {
    const store = new OperationStore(database.dataSource);
    for (;;) {
      const operation = (await store.find(id))!;
      if (reached(operation)) return operation;
    }
  }
  const ended = (id: string) => until(id, ({ endedAt, state }) => endedAt !== null && state !== 'running');

  it('cancel the jobs of a filter, and no others, and say in the audit what has come of it', async () => {
    await enqueued(120, 'cancelled');
    await enqueued(3, 'spared');
    const worker = operating();
    const id = await start({ name: 'cancel', reason: 'called off' }, { tags: ['cancelled'] });
    expect(await ended(id)).toMatchObject({ state: 'succeeded', total: 120, done: 120, skipped: {}, failed: {} });
    while ((await recorded({ tags: ['cancelled'], states: ['cancelled'] })) < 120);
    expect(await recorded({ tags: ['spared'], states: ['queued'] })).toBe(3);
    const [entry] = await new AuditStore(database.dataSource).list({ limit: 1 });
    expect(entry).toMatchObject({ who: 'ada', target: `/operations/${id}`, after: { done: 120 } });
    await worker.stop();
  });

  it('move jobs where a worker runs them, count those for which that is not so, and delete what has ended', async () => {
    const worker = operating();
    const jobs = await enqueued(4, 'moved', { delay: '1h' });
    const nobody = await start({ name: 'move', reason: 'busy', queue: 'express' }, { tags: ['moved'] });
    expect(await ended(nobody)).toMatchObject({
      done: 0,
      failed: { 'no worker of queue letters/express runs jobs of letters.write-letter': 4 },
    });
    const runs: number[] = [];
    const server = new Worker({
      connection: { servers: nats().url, name: 'server' },
      workload: letters,
      queues: [{ name: 'post' }, { name: 'express' }],
      handlers: [handle(write, ({ n }) => void runs.push(n))],
    });
    // Away from the queue of the others: only what is moved runs.
    await client.pause({ queue: 'letters/post' }, { reason: 'test' });
    await server.start();
    let id: string;
    do {
      id = await start({ name: 'move', reason: 'busy', queue: 'express' }, { tags: ['moved'] });
    } while ((await ended(id)).done === 0);
    expect((await client.reschedule(jobs[0]!, new Date(0))).subject).toContain('.ready.express.');
    while (runs.length === 0);
    while ((await recorded({ tags: ['moved'], queues: ['letters/express'], states: ['succeeded'] })) < 1);
    const deleted = await start({ name: 'delete', reason: 'tidy' }, { tags: ['moved'] });
    expect(await ended(deleted)).toMatchObject({ total: 1, done: 1 });
    expect(await recorded({ tags: ['moved'] })).toBe(3);
    expect(runs).toEqual([0]);
    await server.stop();
    await client.resume({ queue: 'letters/post' });
    await worker.stop();
  });

  it('skip with a reason what has changed before its turn, and retry what they have failed', async () => {
    const jobs = await enqueued(3, 'failed');
    // The record believes that the first waits, until it is told otherwise again.
    await client.cancel(jobs[0]!);
    while ((await recorded({ tags: ['failed'], states: ['cancelled'] })) < 1);
    const stale = { state: 'queued' as const, rank: 1 };
    await database.dataSource.getRepository(JobStateRow).update({ id: jobs[0]!.id }, stale);
    const worker = operating();
    const id = await start({ name: 'fail', reason: 'no paper' }, { tags: ['failed'] });
    expect(await ended(id)).toMatchObject({ done: 2, skipped: { 'has ended or never existed': 1 } });
    while ((await recorded({ tags: ['failed'], states: ['dead'], error: 'FAILED_BY_OPERATOR: no paper' })) < 2);
    const back = await start({ name: 'retry', reason: 'paper came' }, { tags: ['failed'] });
    expect(await ended(back)).toMatchObject({ total: 2, done: 2, skipped: {}, failed: {} });
    while ((await recorded({ tags: ['failed'], states: ['queued'] })) < 2);
    await worker.stop();
  });

  it('end where they stand when they are aborted', async () => {
    await enqueued(700, 'aborted', { delay: '1h' });
    const worker = operating();
    const id = await start({ name: 'reprioritise', reason: 'urgent', priority: 'high' }, { tags: ['aborted'] });
    await until(id, ({ done }) => done > 0);
    const { workload, queue, priority, name } = runOperation;
    const subject = `jobs.${workload}.ready.${queue}.${priority}.${name}.-.${id}`;
    expect(await client.cancel({ id, subject }, 'aborted')).toBe('cancelling');
    const operation = await ended(id);
    expect(operation.state).toBe('cancelled');
    expect(operation.done).toBeLessThan(700);
    await worker.stop();
  });

  it('are done by another worker when theirs is killed, and do nothing twice', async () => {
    const runs = new Map<string, number>();
    const server = new Worker({
      connection: { servers: nats().url, name: 'server' },
      workload: letters,
      queues: [{ name: 'post', slots: 50 }],
      handlers: [
        handle(write, (_, { id }) => {
          runs.set(id, (runs.get(id) ?? 0) + 1);
          throw new Error('again in an hour');
        }),
      ],
    });
    await server.start();
    const jobs = await enqueued(600, 'killed', { delay: '1h' });
    const first = await operator();
    const id = await start({ name: 'run-now', reason: 'now' }, { tags: ['killed'] });
    const seen = await until(id, ({ done }) => done > 0);
    await kill(first);
    expect(seen.done).toBeLessThan(600);
    await operator();
    const { done, skipped } = await ended(id);
    expect(done + Object.values(skipped).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(600);
    while ((await recorded({ tags: ['killed'], states: ['retrying'] })) < 600);
    expect(jobs.map((job) => runs.get(job.id))).toEqual(jobs.map(() => 1));
    // From its beginning once more it would find none of them, although all wait again.
    const { filter } = (await database.dataSource.getRepository(OperationRow).findOneBy({ id }))!;
    expect(await recorded(filter)).toBe(0);
    expect(await recorded({ ...filter, stateBefore: undefined })).toBe(600);
    await server.stop();
  });
});
