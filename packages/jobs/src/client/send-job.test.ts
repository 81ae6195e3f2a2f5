import { afterEach, describe, expect, it } from '@jest/globals';
import { jobsStream, uniqueCheckSubject } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { lastMessage } from '../broker/stream-lookup.js';
import { jobKey } from '../job/job-key.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { JobClient } from './job-client.js';

const nats = natsForTest();
afterEach(closeStages);
const Input = z.object({ n: z.int(), text: z.string().optional() });

async function setup(duration: '1s' | '1h') {
  const stage = new Stage(nats().url);
  const job = stage.job('be-throttled', { input: Input, unique: { by: ({ n }) => n, for: duration } });
  await stage.begin();
  return { stage, job, client: stage.client };
}

describe('a job that is unique for a time', () => {
  it('keeps its key after it has finished, and answers with the id that holds it', async () => {
    const { stage, job, client } = await setup('1h');
    await stage.worker([handle(job, () => {})]);
    const first = await client.enqueue(job, { n: 1 });
    expect(first.duplicate).toBe(false);
    expect(await client.enqueue(job, { n: 1 })).toEqual({ ...first, duplicate: true });
    await stage.reached(first.id, 'succeeded');
    // What is left is the lock alone.
    while ((await stage.unfinished()) > 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await client.enqueue(job, { n: 1 })).toEqual({ ...first, duplicate: true });
    expect(await client.enqueue(job, { n: 2 })).toMatchObject({ duplicate: false });
    await expect(client.cancel(first)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });

  it('frees its key when the time is over and it has finished', async () => {
    const { stage, job, client } = await setup('1s');
    const first = await client.enqueue(job, { n: 1 });
    const lock = async () => lastMessage(stage.broker.connection, jobsStream(stage.name), `jobs.${stage.name}.lock.>`);
    expect(await lock()).toBeDefined();
    while (await lock()) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await client.enqueue(job, { n: 1 })).toEqual({ ...first, duplicate: true });
    await stage.worker([handle(job, () => {})]);
    await stage.reached(first.id, 'succeeded');
    await stage.empty();
    expect(await client.enqueue(job, { n: 1 })).toMatchObject({ duplicate: false });
  });

  it('runs, is retried, delayed, cancelled and finished beside its lock', async () => {
    const { stage, job, client } = await setup('1h');
    const runs: number[] = [];
    await stage.worker([
      handle(job, ({ n }, { attempt }) => {
        runs.push(n);
        if (attempt === 1) throw new Error('again');
      }),
    ]);
    const retried = await client.enqueue(job, { n: 1 });
    const delayed = await client.enqueue(job, { n: 2 }, { delay: '1h' });
    expect(await client.enqueue(job, { n: 2 })).toMatchObject({ id: delayed.id, duplicate: true });
    const cancelled = await client.enqueue(job, { n: 3 }, { delay: '1h' });
    await client.runNow(delayed);
    expect(await client.cancel(cancelled)).toBe('cancelled');
    await stage.reached(retried.id, 'succeeded');
    await stage.reached(delayed.id, 'succeeded');
    expect(runs.toSorted((a, b) => a - b)).toEqual([1, 1, 2, 2]);
    expect(await client.enqueue(job, { n: 3 })).toMatchObject({ id: cancelled.id, duplicate: true });
  });

  it('is refused in a flow, which needs the job itself and not one like it', async () => {
    const { job, client } = await setup('1h');
    await expect(client.chain(job.with({ n: 1 })).start()).rejects.toThrow('does not go with a flow');
  });

  it('has one winner among many producers, single and in bulk', async () => {
    const { stage, job } = await setup('1h');
    const producers = Array.from({ length: 12 }, () => new JobClient(stage.broker));
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(
        producers.map(async (client, index) =>
          index % 2 === 0
            ? [await client.enqueue(job, { n: round })]
            : client.enqueueMany(job, [{ n: round }, { n: round }]),
        ),
      );
      expect(answers.flat().filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      expect(new Set(answers.flat().map(({ id }) => id)).size).toBe(1);
    }
    // A job and a lock of each key.
    expect(await stage.unfinished()).toBe(20);
  });
});

describe('the wire format of unique keys', () => {
  it('is the same for every producer, whatever its version', async () => {
    const { job } = await setup('1h');
    expect(jobKey(job, { n: 1 })).toBe('6b86b273ff34fce1');
    expect(uniqueCheckSubject('shop', 'be-throttled', '6b86b273ff34fce1')).toBe(
      'jobs.shop.*.*.*.be-throttled.6b86b273ff34fce1.>',
    );
  });
});
