import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(async () => {
  if (!nats().running) await nats().start();
  await closeStages();
});
const Input = z.object({ n: z.int() });
const numbers = (count: number) => Array.from({ length: count }, (_, n) => ({ n }));

async function setup() {
  const stage = new Stage(nats().url);
  const job = stage.job('be-counted', { input: Input, backoff: () => 250 });
  await stage.begin({ topology: { ackWaitMs: 3_000 } });
  const runs: number[] = [];
  const counting = handle(job, async ({ n }) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    runs.push(n);
    stage.look();
  });
  return { stage, job, runs, counting };
}

describe('a broker that goes away', () => {
  it('and comes back on the same data costs a worker no job', async () => {
    const { stage, job, runs, counting } = await setup();
    const worker = await stage.worker([counting], { slots: 4 });
    await stage.client.enqueueMany(job, numbers(500));
    await stage.until(() => runs.length >= 100);
    await nats().kill();
    await nats().start();
    await stage.until(() => new Set(runs).size === 500);
    await stage.empty();
    expect(worker.isAccepting).toBe(true);
  });

  it('is noticed: the worker says that it takes no jobs until it is back', async () => {
    const { stage, counting } = await setup();
    const worker = await stage.worker([counting]);
    expect(worker.isAccepting).toBe(true);
    await nats().kill();
    while (worker.isAccepting) await new Promise((resolve) => setTimeout(resolve, 10));
    await nats().start();
    while (!worker.isAccepting) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it('may start after the worker', async () => {
    const { stage, job, counting, runs } = await setup();
    await stage.client.enqueue(job, { n: 1 });
    await nats().kill();
    const starting = stage.worker([counting]);
    await nats().start();
    await starting;
    await stage.until(() => runs.length === 1);
  });
});

describe('a full store', () => {
  it('loses nothing: results are kept, nothing is pulled, and all goes on when there is room', async () => {
    const { stage, job, runs, counting } = await setup();
    const jobs = await stage.client.enqueueMany(job, numbers(200));
    const { manager, jetstream } = stage.broker;
    await manager.streams.add({ name: 'FILLER', subjects: ['filler'] });
    stage.onClose(() => manager.streams.delete('FILLER'));
    const { storage } = await manager.getAccountInfo();
    await nats().stop();
    while (stage.broker.connected) await new Promise((resolve) => setTimeout(resolve, 10));
    await nats().start({ maxFileStore: storage + 300_000 });
    while (!stage.broker.connected) await new Promise((resolve) => setTimeout(resolve, 10));
    const fits = (size: number) =>
      jetstream.publish('filler', 'x'.repeat(size), { timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    for (let size = 100_000; size >= 1; size = Math.floor(size / 4)) while (await fits(size));
    const worker = await stage.worker([counting], { slots: 5 });
    await stage.until(() => runs.length > 0);
    while (worker.isAccepting) await new Promise((resolve) => setTimeout(resolve, 10));
    await expect(stage.client.enqueue(job, { n: 999 })).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(await stage.unfinished()).toBe(200);
    expect(runs.length).toBeLessThan(200);
    await manager.streams.purge('FILLER');
    await Promise.all(jobs.map(({ id }) => stage.reached(id, 'succeeded')));
    await stage.empty();
    expect(worker.isAccepting).toBe(true);
    expect(runs.toSorted((a, b) => a - b)).toEqual(numbers(200).map(({ n }) => n));
  });
});

describe('a result too large to record', () => {
  it('ends the job all the same', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('be-large', { input: Input });
    await stage.begin();
    const worker = await stage.worker([handle(job, () => 'x'.repeat(2_000_000))]);
    const finished = once(worker, 'finished');
    const { id } = await stage.client.enqueue(job, { n: 1 });
    await finished;
    expect(await stage.reached(id, 'succeeded')).toMatchObject({ reason: expect.stringContaining('too large') });
    await stage.empty();
    expect(worker.isAccepting).toBe(true);
  });
});
