import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { consumerName, defineJob, defineWorkload, jobsStream } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { createDataSource } from '../connection/data-source.js';
import { Intake } from '../recorder/intake.js';
import { Recorder } from '../recorder/recorder.js';
import { platformDatabase } from '../testing/platform-database.js';
import { severableProxy } from '../testing/severable-proxy.js';
import { ExpirySweep } from './expiry-sweep.js';

const remind = defineJob({
  type: 'letters.send-reminder',
  summary: 'For tests.',
  queue: 'post',
  input: z.object({ to: z.string() }),
  unique: { by: ({ to }) => to },
  expiresIn: '1ms',
});
const letters = defineWorkload({
  name: 'letters',
  summary: 'For tests.',
  contracts: [remind],
  queues: { post: { service: 'external' } },
});

describe('jobs that nobody started in time', () => {
  const database = platformDatabase();
  // Before the server's own hook: a connection cannot be drained once its server is gone.
  afterAll(() => broker.close());
  const nats = natsForTest();
  let broker: Broker;
  const closers: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [letters]);
  });
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
    await broker.manager.streams.purge(jobsStream('letters'));
    await database.dataSource.query('TRUNCATE kickoff.job_states, kickoff.job_envelopes, kickoff.job_history');
  });

  function setup(dataSource = database.dataSource) {
    const { connection } = broker;
    const recorder = new Recorder({ dataSource: database.dataSource, connection });
    closers.push(() => recorder.stop());
    return {
      client: new JobClient(broker),
      intake: new Intake({ dataSource: database.dataSource, connection }),
      recorder,
      sweep: new ExpirySweep({ dataSource, broker }),
    };
  }

  async function unfinished(): Promise<number> {
    return (await broker.manager.streams.info(jobsStream('letters'))).state.messages;
  }

  it('are ended although no worker ever came: waiting ones and delayed ones, with their event, and their key is free', async () => {
    const { client, intake, recorder, sweep } = setup();
    const waiting = await client.enqueue(remind, { to: 'Ada' });
    const delayed = await client.enqueue(remind, { to: 'Grace' }, { delay: '1h' });
    await intake.runOnce();
    expect(await sweep.runOnce()).toEqual({ late: 2, expired: 2 });
    expect(await unfinished()).toBe(0);
    expect(await client.enqueue(remind, { to: 'Ada' })).toMatchObject({ duplicate: false });
    await recorder.runOnce();
    const rows: unknown[] = await database.dataSource.query(
      'SELECT id, state, reason, started_at FROM kickoff.jobs WHERE id = ANY ($1) ORDER BY id',
      [[waiting.id, delayed.id]],
    );
    expect(rows).toEqual(
      [waiting.id, delayed.id]
        .sort()
        .map((id) => ({ id, state: 'expired', reason: 'not started in time', started_at: null })),
    );
    expect(await sweep.runOnce()).toEqual({ late: 0, expired: 0 });
  });

  it('are left alone when a worker has been given them, which ends them itself', async () => {
    const { client, intake, sweep } = setup();
    await client.enqueue(remind, { to: 'Ada' });
    await intake.runOnce();
    const consumer = await broker.jetstream.consumers.get(jobsStream('letters'), consumerName('post', 'normal'));
    const message = (await consumer.next())!;
    expect(await sweep.runOnce()).toEqual({ late: 1, expired: 0 });
    expect(await unfinished()).toBe(1);
    message.ack();
  });

  it('are left alone before their time, when they have ended, and while they are about to fire', async () => {
    const { client, intake, sweep } = setup();
    const ended = await client.enqueue(remind, { to: 'Ada' });
    await client.enqueue(remind, { to: 'Grace' }, { delay: '1s' });
    await intake.runOnce();
    await client.cancel(ended).catch(() => undefined);
    await broker.manager.streams.purge(jobsStream('letters'), { filter: ended.subject });
    expect(await sweep.runOnce()).toEqual({ late: 2, expired: 0 });
    await database.dataSource.query("UPDATE kickoff.job_states SET expires_at = now() + interval '1 hour'");
    expect(await sweep.runOnce()).toEqual({ late: 0, expired: 0 });
  });

  it('are ended once however many sweep, also more of them than one statement finds', async () => {
    const { client, intake, sweep } = setup();
    const inputs = Array.from({ length: 1_100 }, (_, index) => ({ to: `reader ${index}` }));
    await client.enqueueMany(remind, inputs);
    await intake.runOnce();
    const other = setup().sweep;
    const counts = await Promise.all([sweep.runOnce(), other.runOnce()]);
    expect(counts[0].expired + counts[1].expired).toBe(1_100);
    expect(await unfinished()).toBe(0);
  });

  it('wait while PostgreSQL is away, and are ended when it is back', async () => {
    const proxy = await severableProxy(database.url);
    const dataSource = await createDataSource({ url: proxy.url }).initialize();
    closers.push(
      () => dataSource.destroy(),
      () => proxy.close(),
    );
    const { client, intake, sweep } = setup(dataSource);
    await client.enqueue(remind, { to: 'Ada' });
    await intake.runOnce();
    proxy.sever();
    await expect(sweep.runOnce()).rejects.toThrow();
    expect(await unfinished()).toBe(1);
    proxy.restore();
    expect(await sweep.runOnce()).toEqual({ late: 1, expired: 1 });
  });
});
