import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob, defineWorkload, jobsStream } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, handle, JobClient, Worker, type JobUpdate } from '@kickoff/jobs';
import { createDataSource } from '../connection/data-source.js';
import { Recorder } from '../recorder/recorder.js';
import { platformDatabase } from '../testing/platform-database.js';
import { severableProxy } from '../testing/severable-proxy.js';
import { PostgresRecordLookup } from './record-lookup.js';

const send = defineJob({
  type: 'letters.send-letter',
  summary: 'For tests.',
  queue: 'post',
  input: z.object({ to: z.string() }),
  attempts: 1,
});
const letters = defineWorkload({
  name: 'letters',
  summary: 'For tests.',
  contracts: [send],
  queues: { post: { service: 'external' } },
});

describe('a client that asks the record', () => {
  const database = platformDatabase();
  // Before the server's own hook: a connection cannot be drained once its server is gone.
  afterAll(() => broker.close());
  const nats = natsForTest();
  let broker: Broker;
  const closers: (() => Promise<unknown> | void)[] = [];

  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [letters]);
  });
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
    await broker.manager.streams.purge(jobsStream('letters'));
    await broker.manager.streams.purge('EVENTS');
  });

  async function setup() {
    const recorder = new Recorder({ dataSource: database.dataSource, connection: broker.connection });
    closers.push(() => recorder.stop());
    const client = new JobClient(broker, { record: new PostgresRecordLookup(database.dataSource) });
    closers.push(() => client.close());
    /** Runs every job that waits, to its end and until the record knows it. */
    const deliver = async (ids: readonly string[]) => {
      const left = new Set(ids);
      const worker = new Worker({
        connection: { servers: nats().url, name: 'worker' },
        workload: letters,
        queues: [{ name: 'post' }],
        handlers: [
          handle(send, ({ to }, job) => {
            job.log.info(`to ${to}`);
            job.progress(0.5, 'stamped');
            if (to === 'nobody') throw new Error('no such address');
            return { sentTo: to };
          }),
        ],
      });
      const ended = new Promise<void>((resolve) =>
        worker.on('finished', ({ id }) => {
          left.delete(id);
          if (left.size === 0) resolve();
        }),
      );
      await worker.start();
      await ended;
      await worker.stop();
      await recorder.runOnce();
    };
    return { client, recorder, deliver };
  }

  it('gets results and ends by id alone, of jobs that nobody waited for', async () => {
    const { client, deliver } = await setup();
    const sent = await client.enqueue(send, { to: 'Ada' });
    const failed = await client.enqueue(send, { to: 'nobody' });
    await deliver([sent.id, failed.id]);
    expect(await client.result(sent.id)).toEqual({ sentTo: 'Ada' });
    expect(await client.result(sent)).toEqual({ sentTo: 'Ada' });
    await expect(client.result(failed.id)).rejects.toMatchObject({
      code: 'JOB_DEAD',
      error: { message: 'no such address' },
    });
    const updates: JobUpdate[] = [];
    for await (const update of client.watch(failed.id)) updates.push(update);
    expect(updates).toMatchObject([
      { kind: 'log', message: 'to nobody' },
      { kind: 'progress', done: 0.5, note: 'stamped' },
      { kind: 'state', state: 'dead', error: { message: 'no such address' } },
    ]);
  });

  it('learns of an end that comes while it waits for a job it cannot hear of', async () => {
    const { client, deliver } = await setup();
    const job = await client.enqueue(send, { to: 'Ada' });
    const result = client.result(job.id, { timeout: '20s' });
    await deliver([job.id]);
    expect(await result).toEqual({ sentTo: 'Ada' });
  });

  it('learns at once, when it is connected again, of an end that it could not hear', async () => {
    const { deliver } = await setup();
    const proxy = await severableProxy(nats().url);
    closers.push(() => proxy.close());
    const away = await Broker.connect({ servers: proxy.url, name: 'caller' });
    closers.push(() => away.close());
    const caller = new JobClient(away, { record: new PostgresRecordLookup(database.dataSource) });
    const job = await caller.enqueue(send, { to: 'Ada' }, { watch: true });
    const startedAt = performance.now();
    const result = caller.result(job);
    proxy.sever();
    await deliver([job.id]);
    proxy.restore();
    expect(await result).toEqual({ sentTo: 'Ada' });
    // By itself it would have asked after five seconds.
    expect(performance.now() - startedAt).toBeLessThan(4_500);
  });

  it('goes on waiting while PostgreSQL is away, and says how long it waited for what nobody knows', async () => {
    await setup();
    const proxy = await severableProxy(database.url);
    closers.push(() => proxy.close());
    const dataSource = await createDataSource({ url: proxy.url, name: 'test' }).initialize();
    closers.push(() => dataSource.destroy());
    proxy.sever();
    const client = new JobClient(broker, { record: new PostgresRecordLookup(dataSource) });
    closers.push(() => client.close());
    const unknown = '01980000-0000-7000-8000-000000000000';
    await expect(client.result(unknown, { timeout: '400ms' })).rejects.toMatchObject({ code: 'RESULT_TIMED_OUT' });
    proxy.restore();
    await expect(client.result(unknown, { timeout: '400ms' })).rejects.toMatchObject({ code: 'RESULT_TIMED_OUT' });
  });
});
