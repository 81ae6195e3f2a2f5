import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);

async function setup({ slots = 10 } = {}) {
  const stage = new Stage(nats().url);
  const job = stage.job('be-paused', { input: z.object({ n: z.int() }), attempts: 1 });
  await stage.begin();
  const begun: number[] = [];
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  /** Job 0 runs until the test releases it. */
  const run = handle(job, async ({ n }) => {
    begun.push(n);
    stage.look();
    if (n === 0) await released;
  });
  const worker = await stage.worker([run], { slots });
  const accepting: boolean[] = [];
  worker.on('accepting', (now) => accepting.push(now));
  const succeeded = async (jobs: readonly { id: string }[]) => {
    const ended = await Promise.all(jobs.map(({ id }) => stage.reached(id, 'succeeded')));
    expect(ended.every(({ attempt }) => attempt === 1)).toBe(true);
    await stage.empty();
  };
  return { stage, job, worker, begun, release, accepting, succeeded, client: stage.client };
}
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => ({ n: from + n }));

describe('a worker that is paused', () => {
  it('works on when it is resumed before the pause has taken hold, again and again', async () => {
    const { stage, job, worker, begun, accepting, succeeded, client } = await setup({ slots: 3 });
    const jobs = [];
    const pauses: Promise<void>[] = [];
    for (let round = 0; round < 20; round += 1) {
      jobs.push(...(await client.enqueueMany(job, numbers(1 + 20 * round, 20))));
      pauses.push(worker.pause('a short outage'));
      worker.resume('a short outage');
      // Every other time the next pause comes while this one still ends.
      if (round % 2 === 0) await Promise.all(pauses);
    }
    await Promise.all(pauses);
    await succeeded(jobs);
    expect(begun).toHaveLength(400);
    expect(worker.isAccepting).toBe(true);
    expect(accepting).toEqual(Array.from({ length: 40 }, (_, n) => n % 2 === 1));
    // One by one: each is fetched by a pull that began after all pauses.
    for (let n = 1_000; n < 1_005; n += 1) await succeeded([await client.enqueue(job, { n })]);
    expect(stage.events.filter(({ state }) => state === 'dead')).toEqual([]);
  });

  it('lets what runs finish, gives the rest back without spending an attempt and takes nothing more', async () => {
    const { stage, job, worker, begun, release, succeeded, client } = await setup({ slots: 1 });
    const held = await client.enqueue(job, { n: 0 });
    await stage.until(() => begun.length === 1);
    // The pull that stands open for the other priority brings one more than there are slots.
    const waiting = await client.enqueue(job, { n: 1 }, { priority: 'high' });
    while (worker.inHand < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    await worker.pause('the database is away');
    const givenBack = () =>
      stage.events.find(({ id, reason }) => id === waiting.id && reason === 'the database is away');
    await stage.until(() => givenBack() !== undefined);
    const back = givenBack();
    expect(back).toMatchObject({ state: 'queued', attempt: 1 });
    expect(back!.run).toBeUndefined();
    const more = await client.enqueueMany(job, numbers(2, 5));
    release();
    await stage.reached(held.id, 'succeeded');
    while ((await stage.unfinished()) > 6) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(worker.inHand).toBe(0);
    // Its slot is free, and what waits would be there at once.
    const info = await stage.broker.manager.consumers.info(`JOBS_${stage.name}`, 'work_normal');
    expect([info.num_waiting, info.num_pending]).toEqual([0, 5]);
    expect(begun).toEqual([0]);
    worker.resume('the database is away');
    await succeeded([waiting, ...more]);
    expect(begun.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('accepts again only when the last of several causes is gone, and says so each time it changes', async () => {
    const { stage, job, worker, begun, accepting, succeeded, client } = await setup();
    expect(worker.isAccepting).toBe(true);
    worker.resume('nothing');
    await worker.pause('first');
    await worker.pause('second');
    await worker.pause('second');
    const waiting = await client.enqueue(job, { n: 1 });
    worker.resume('first');
    expect([worker.isAccepting, accepting]).toEqual([false, [false]]);
    const { num_pending } = await stage.broker.manager.consumers.info(`JOBS_${stage.name}`, 'work_normal');
    expect([num_pending, begun]).toEqual([1, []]);
    worker.resume('second');
    expect([worker.isAccepting, accepting]).toEqual([true, [false, true]]);
    await succeeded([waiting]);
    await worker.stop();
    expect(worker.isAccepting).toBe(false);
  });
});
