import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob, defineWorkload, jobsStream } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, handle, JobClient, Worker } from '@kickoff/jobs';

const JOBS = 20_000;
const PER_CALL = 1_000;
/** Enough for all of them to be stored before the first is due. */
const DUE_IN_MS = 15_000;

const ring = defineJob({
  type: 'alarm.ring',
  summary: 'Notes when it rang.',
  queue: 'bell',
  input: z.object({ number: z.int() }),
});
const workload = defineWorkload({
  name: 'alarm',
  summary: 'Jobs that are due at one instant.',
  contracts: [ring],
  queues: { bell: { service: 'external', priorities: ['normal'] } },
});

describe(`${JOBS} delays that are due at one instant`, () => {
  const nats = natsForTest();
  const closing: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  it('run each once and never early', async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'due-at-once' });
    closing.push(() => broker.close());
    await applyTopology(broker, [workload]);
    const client = new JobClient(broker);
    const dueAt = broker.clock.now() + DUE_IN_MS;
    const startedAt = new Map<number, number[]>();
    let left = JOBS;
    let allRan = () => {};
    const all = new Promise<void>((resolve) => (allRan = resolve));
    const worker = new Worker({
      connection: { servers: nats().url, name: 'alarm' },
      workload,
      queues: [{ name: 'bell', slots: 100 }],
      handlers: [
        handle(ring, ({ number }) => {
          startedAt.set(number, [...(startedAt.get(number) ?? []), broker.clock.now()]);
          if ((left -= 1) === 0) allRan();
        }),
      ],
    });
    await worker.start();
    closing.push(() => worker.stop());
    for (let from = 0; from < JOBS; from += PER_CALL) {
      const inputs = Array.from({ length: PER_CALL }, (_, index) => ({ number: from + index }));
      await client.enqueueMany(ring, inputs, { at: new Date(dueAt) });
    }
    expect(broker.clock.now()).toBeLessThan(dueAt);
    await all;
    await worker.stop();

    const runs = [...startedAt.values()];
    expect(runs).toHaveLength(JOBS);
    expect(runs.filter((times) => times.length !== 1)).toEqual([]);
    const delays = runs.map(([time]) => time! - dueAt).sort((a, b) => a - b);
    const [p50, p99, last] = [delays[JOBS / 2]!, delays[Math.floor(JOBS * 0.99)]!, delays.at(-1)!];
    process.stdout.write(`${JOBS} due at once: started after p50 ${p50} ms, p99 ${p99} ms, last ${last} ms\n`);
    expect(delays[0]).toBeGreaterThanOrEqual(0);
    expect((await broker.manager.streams.info(jobsStream('alarm'))).state.messages).toBe(0);
    expect((await broker.manager.streams.info('DEAD')).state.messages).toBe(0);
  });
});
