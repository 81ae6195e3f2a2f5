import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AckPolicy } from '@nats-io/jetstream';
import { defineJob, defineWorkload, Overloaded } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { Broker } from '../broker/broker.js';
import { applyTopology } from '../broker/topology.js';
import { ControlWatch } from '../client/control-watch.js';
import { JobClient } from '../client/job-client.js';
import { handle } from '../worker/handler.js';
import { Worker } from '../worker/worker.js';
import { AdmissionWatch } from './admission-watch.js';
import { storeUsage } from './store-usage.js';

const STORE_BYTES = 8_000_000;
const nats = natsForTest({ maxFileStore: STORE_BYTES });

const job = defineJob({
  type: 'demo.carry-load',
  summary: 'Takes room.',
  queue: 'work',
  input: z.object({ n: z.int(), load: z.string() }),
});
const demo = defineWorkload({
  name: 'demo',
  summary: 'For tests.',
  contracts: [job],
  queues: { work: { service: 'external' } },
});

let broker: Broker;
const cleanUps: (() => Promise<unknown> | void)[] = [];

beforeEach(async () => {
  broker = await Broker.connect({ servers: nats().url, name: 'test' });
  await applyTopology(broker, [demo]);
  for (const stream of ['EVENTS', 'JOBS_demo']) await broker.manager.streams.purge(stream);
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  await broker.close();
});

async function client(): Promise<JobClient> {
  const control = new ControlWatch(broker);
  await control.start();
  cleanUps.push(() => control.stop());
  return new JobClient(broker, { control });
}

async function publishEvents(bytes: number): Promise<void> {
  for (let left = bytes; left > 0; left -= 100_000) {
    await broker.jetstream.publish('events.demo.old.job', new Uint8Array(100_000));
  }
}

/** The recorder's consumer, with everything acknowledged that it was given. */
async function record(): Promise<number> {
  await broker.manager.consumers.add('EVENTS', { durable_name: 'recorder', ack_policy: AckPolicy.Explicit });
  const consumer = await broker.jetstream.consumers.get('EVENTS', 'recorder');
  let recorded = 0;
  for await (const message of await consumer.fetch({ max_messages: 1_000, expires: 1_000 })) {
    await message.ackAck();
    recorded += 1;
  }
  return recorded;
}

describe('admission watch', () => {
  it('does nothing while the size of the store is unknown', async () => {
    expect(await new AdmissionWatch({ broker }).runOnce()).toEqual({
      usage: undefined,
      purgedEvents: 0,
      admission: 'unchanged',
    });
  });

  it('warns over 70 %, and over 80 % purges the events that the recorder has and no others', async () => {
    await publishEvents(4_000_000);
    expect(await record()).toBe(40);
    await publishEvents(2_000_000);
    const warnings: number[] = [];
    const watch = new AdmissionWatch({ broker, storeBytes: STORE_BYTES, onWarning: (usage) => warnings.push(usage) });
    expect(await watch.runOnce()).toMatchObject({ purgedEvents: 0, admission: 'unchanged' });
    expect(warnings).toHaveLength(1);
    await publishEvents(500_000);
    // A reader of other subjects has nothing left to read, and holds nothing back.
    const filter = { filter_subject: 'events.*.*.flow', ack_policy: AckPolicy.Explicit };
    await broker.manager.consumers.add('EVENTS', { ...filter, durable_name: 'flows' });
    expect(await watch.runOnce()).toMatchObject({ purgedEvents: 40, admission: 'unchanged' });
    const { state } = await broker.manager.streams.info('EVENTS');
    expect(state.messages).toBe(25);
  });

  it('closes enqueueing before the store is full, loses nothing, and opens it when the backlog is done', async () => {
    const watch = new AdmissionWatch({ broker, storeBytes: STORE_BYTES, everyMs: 20 });
    watch.start();
    cleanUps.push(() => watch.stop());
    const producer = await client();
    const load = 'x'.repeat(10_000);
    let accepted = 0;
    const refusal = await (async () => {
      for (;;) {
        try {
          await producer.enqueue(job, { n: accepted, load });
          accepted += 1;
        } catch (error) {
          return error;
        }
      }
    })();
    expect(refusal).toBeInstanceOf(Overloaded);
    expect(refusal).toMatchObject({ retryAfterMs: 5_000, message: expect.stringMatching(/store is \d\d % full/) });
    expect(await storeUsage(broker, STORE_BYTES)).toBeLessThan(1);
    expect((await broker.manager.streams.info('JOBS_demo')).state.messages).toBe(accepted);

    const run = new Set<number>();
    const worker = new Worker({
      connection: { servers: nats().url, name: 'worker' },
      workload: demo,
      queues: [{ name: 'work', slots: 20 }],
      handlers: [handle(job, ({ n }) => void run.add(n))],
    });
    await worker.start();
    cleanUps.push(() => worker.stop());
    await until(async () => (await broker.manager.streams.info('JOBS_demo')).state.messages === 0);
    expect(run.size).toBe(accepted);
    // The jobs' events fill the store now; they go as soon as the recorder has them, and no sooner.
    await expect(producer.enqueue(job, { n: -1, load: '' })).rejects.toBeInstanceOf(Overloaded);
    expect(await record()).toBeGreaterThan(0);
    await until(() =>
      producer.enqueue(job, { n: -1, load: '' }).then(
        () => true,
        () => false,
      ),
    );
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
}
