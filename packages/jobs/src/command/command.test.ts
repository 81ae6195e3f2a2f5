import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  parseWorkerId,
  workerCommandSubject,
  workerId,
  type WorkerCommandName,
  type WorkerPlace,
} from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { knownWorkers, type KnownWorker } from '../inspect/known-workers.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { commandWorker } from './command-worker.js';

const nats = natsForTest();
afterEach(closeStages);

const why = { reason: 'a new disk', by: 'ada' };

async function setup() {
  const stage = new Stage(nats().url);
  const job = stage.job('wait', { input: z.object({ n: z.int() }) });
  await stage.begin({ buckets: true });
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  const worker = await stage.worker([handle(job, ({ n }) => (n === 0 ? released : undefined))], {
    name: 'one.example',
    version: '1.2.3',
  });
  const announced = async (is: (worker: KnownWorker) => boolean): Promise<KnownWorker> => {
    for (;;) {
      const [known] = await knownWorkers(stage.broker, stage.name);
      if (known && is(known)) return known;
    }
  };
  const place = parseWorkerId(workerId(await announced(() => true)))!;
  const tell = (name: WorkerCommandName, to: WorkerPlace = place) => commandWorker(stage.broker, to, { name, ...why });
  return { stage, job, worker, release, place, tell, announced };
}

describe('a worker', () => {
  it('says where it is and how it does', async () => {
    const { announced } = await setup();
    expect(await announced(({ eventLoop }) => eventLoop !== undefined)).toMatchObject({
      name: 'one.example',
      pid: process.pid,
      host: expect.any(String),
      version: '1.2.3',
      state: 'working',
      queues: [{ name: 'work', slots: 10, busy: 0 }],
      eventLoop: { maxMs: expect.any(Number) },
      memory: { rssBytes: expect.any(Number) },
    });
  });

  it('that is paused starts nothing until it is told to resume, and says so at once', async () => {
    const { stage, job, tell, announced } = await setup();
    expect(await tell('pause')).toBe('paused');
    expect(await announced(({ state }) => state === 'paused')).toMatchObject({ told: { name: 'pause', ...why } });
    const { id } = await stage.client.enqueue(job, { n: 1 });
    expect(await tell('pause')).toBe('paused');
    expect(stage.states(id)).toEqual([]);
    expect(await tell('resume')).toBe('working');
    await stage.reached(id, 'succeeded');
    await announced(({ state }) => state === 'working');
  });

  it('that is drained ends what it runs, and tells when nothing is left', async () => {
    const { stage, job, tell, announced, release } = await setup();
    const { id } = await stage.client.enqueue(job, { n: 0 });
    await stage.reached(id, 'running');
    expect(await tell('drain')).toBe('draining');
    expect(await announced(({ state }) => state === 'draining')).toMatchObject({ running: 1 });
    release();
    expect(await announced(({ state }) => state === 'drained')).toMatchObject({ running: 0, inHand: 0 });
    expect(stage.states(id)).toContain('succeeded');
  });

  it('restarts only where somebody starts it anew, when its jobs have ended', async () => {
    const { stage, job, worker, tell, release } = await setup();
    await expect(tell('restart')).rejects.toMatchObject({
      code: 'WORKER_REFUSED',
      message: expect.stringContaining('nobody starts its process anew'),
    });
    const drained = once(worker, 'drained');
    const asked = once(worker, 'restartAsked');
    const { id } = await stage.client.enqueue(job, { n: 0 });
    await stage.reached(id, 'running');
    expect(await tell('restart')).toBe('draining');
    expect(await asked).toMatchObject([{ ...why }]);
    await expect(tell('resume')).rejects.toThrow('is about to end: a new disk (ada)');
    release();
    await drained;
    expect(stage.states(id)).toContain('succeeded');
  });

  it('that is gone, or was started anew since, is told nothing', async () => {
    const { worker, place, tell } = await setup();
    await expect(tell('pause', { ...place, startedAt: 1 })).rejects.toMatchObject({ code: 'WORKER_GONE' });
    await worker.stop();
    await expect(tell('pause')).rejects.toMatchObject({ code: 'WORKER_GONE' });
  });

  it('answers to the subjects of answers only', async () => {
    const { stage, place, tell } = await setup();
    const { connection } = stage.broker;
    const heard: string[] = [];
    connection.subscribe('elsewhere.>', { callback: (_, { subject }) => void heard.push(subject) });
    connection.publish(workerCommandSubject(place), JSON.stringify({ name: 'pause', ...why }), {
      reply: 'elsewhere.x',
    });
    // In the order in which they are sent; the first one is not even obeyed.
    expect(await tell('resume')).toBe('working');
    expect(heard).toEqual([]);
  });
});
