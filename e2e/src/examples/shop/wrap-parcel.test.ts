import { afterEach, describe, expect, it } from '@jest/globals';
import { defineJob, defineWorkload, type AnyContract, type JobContract } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, BucketWriter, handle, JobClient, Worker } from '@kickoff/jobs';
import { z } from 'zod';
import { wrapParcel } from './wrap-parcel.js';

const terms = { type: wrapParcel.type, summary: wrapParcel.summary, queue: wrapParcel.queue };
const first = defineJob({ ...terms, input: z.object({ order: z.string(), weight: z.string() }) });
const withoutUpgrade = defineJob({ ...terms, version: 2, input: wrapParcel.input });

describe('the example of versions', () => {
  const nats = natsForTest();
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  /** A platform that has seen the first version, whose worker is gone. */
  async function setup() {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    cleanUps.push(() => broker.close());
    const start = async (contract: JobContract | AnyContract, run: (input: unknown) => void = () => {}) => {
      const queues = { parcels: { service: 'external' as const } };
      const workload = defineWorkload({ name: 'shop', summary: 'Parcels.', contracts: [contract], queues });
      await applyTopology(broker, [workload]);
      const worker = new Worker({
        connection: { servers: nats().url, name: 'parcels' },
        broker,
        workload,
        queues: [{ name: 'parcels' }],
        handlers: [handle(contract, run)],
      });
      await worker.start();
      cleanUps.push(() => worker.stop({ graceMs: 0 }));
      return worker;
    };
    const writer = new BucketWriter({ broker });
    await applyTopology(broker, []);
    writer.start();
    const worker = await start(first);
    await broker.connection.flush();
    await writer.stop();
    await worker.stop();
    return { start, jobs: new JobClient(broker) };
  }

  it('gives the handler an old job in the new shape', async () => {
    const { start, jobs } = await setup();
    await jobs.enqueue(first, { order: 'A-1', weight: '1.5 kg' });
    const input = await new Promise((resolve) => void start(wrapParcel, resolve));
    expect(input).toEqual({ order: 'A-1', grams: 1_500, fragile: false });
  });

  it('runs jobs of its former name', async () => {
    const { start, jobs } = await setup();
    const [alias] = wrapParcel.aliases;
    await jobs.enqueue(defineJob({ ...terms, type: alias!, input: first.input }), { order: 'A-2', weight: '2' });
    const input = await new Promise((resolve) => void start(wrapParcel, resolve));
    expect(input).toMatchObject({ order: 'A-2', grams: 2_000 });
  });

  it('does not start without its upgrade', async () => {
    const { start } = await setup();
    await expect(start(withoutUpgrade)).rejects.toThrow(
      [
        'contracts of shop do not fit the jobs that may be waiting',
        'shop.wrap-parcel version 2, compared with the registered shop.wrap-parcel version 1:',
        '  input.grams: is new and required',
        '  -> declare `upgrade: { 1: (input) => … }`',
      ].join('\n'),
    );
  });
});
