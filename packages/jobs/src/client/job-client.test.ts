import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { hashKey } from '../job/job-key.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { publishBatch } from './atomic-batch.js';

const nats = natsForTest();
afterEach(closeStages);

async function setup() {
  const stage = new Stage(nats().url);
  const input = z.object({ n: z.int(), text: z.string().optional() });
  const plain = stage.job('plain-job', { input });
  const unique = stage.job('unique-job', { input, unique: { by: ({ n }) => n } });
  await stage.begin();
  return { stage, plain, unique, client: stage.client };
}
const numbers = (count: number) => Array.from({ length: count }, (_, n) => ({ n }));

describe('enqueueMany', () => {
  it('stores nothing at all when one of the inputs is invalid', async () => {
    const { stage, plain, client } = await setup();
    await expect(client.enqueueMany(plain, [...numbers(500), { n: 0.5 }])).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('n: '),
    });
    expect(await stage.unfinished()).toBe(0);
  });

  it('stores a batch of 1,000 whole or not at all', async () => {
    const { stage, plain, client } = await setup();
    const taken = await client.message(plain, { n: 0 }, { id: '01a201c0-3f81-7000-8000-000000000001' });
    await client.sendMany([taken]);
    const messages = await Promise.all(numbers(999).map((input) => client.message(plain, input, {})));
    expect(await publishBatch(stage.broker.connection, [...messages, taken])).toEqual({ outcome: 'refused' });
    expect(await stage.unfinished()).toBe(1);
  });

  it('stores 2,500 jobs with distinct ids, in order', async () => {
    const { stage, plain, client } = await setup();
    const jobs = await client.enqueueMany(plain, numbers(2_500));
    expect(await stage.unfinished()).toBe(2_500);
    const ids = jobs.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
  });

  it('makes one job of the same key twice in one batch', async () => {
    const { stage, unique, client } = await setup();
    const jobs = await client.enqueueMany(unique, [{ n: 1 }, { n: 2 }, { n: 1 }]);
    expect(jobs.map(({ duplicate }) => duplicate)).toEqual([false, false, true]);
    expect(jobs[2]!.id).toBe(jobs[0]!.id);
    expect(await stage.unfinished()).toBe(2);
  });
});

describe('a unique job', () => {
  it('has one winner among concurrent producers, in any mix of delayed, single and batch', async () => {
    const { stage, unique, client } = await setup();
    for (let n = 0; n < 30; n += 1) {
      const answers = await Promise.all([
        client.enqueue(unique, { n }),
        client.enqueue(unique, { n }, { delay: '1h' }),
        client.enqueueMany(unique, [{ n }, { n }]).then(([first]) => first!),
        client.enqueue(unique, { n }, { priority: 'high' }),
      ]);
      expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    }
    expect(await stage.unfinished()).toBe(30);
  });

  it('can be enqueued again as soon as it has finished', async () => {
    const { stage, unique, client } = await setup();
    await stage.worker([handle(unique, () => {}), handle(stage.workload.contracts[0]!, () => {})]);
    const first = await client.enqueue(unique, { n: 1 });
    await stage.reached(first.id, 'succeeded');
    await stage.empty();
    expect(await client.enqueue(unique, { n: 1 })).toMatchObject({ duplicate: false });
  });

  it('takes a key of the caller only in the form that subjects have', async () => {
    const { plain, client } = await setup();
    await expect(client.enqueue(plain, { n: 1 }, { uniqueKey: 'a.b' })).rejects.toThrow('must be 16 hex digits');
    const first = await client.enqueue(plain, { n: 1 }, { uniqueKey: hashKey('mine') });
    expect(await client.enqueue(plain, { n: 2 }, { uniqueKey: hashKey('mine') })).toEqual({
      ...first,
      duplicate: true,
    });
  });
});

describe('enqueue', () => {
  it('never lets a delayed job start early', async () => {
    const { stage, plain, unique, client } = await setup();
    const started = new Map<number, number>();
    await stage.worker([
      handle(plain, ({ n }) => {
        started.set(n, stage.broker.clock.now());
        stage.look();
      }),
      handle(unique, () => {}),
    ]);
    const due = await Promise.all(
      numbers(20).map(async ({ n }) => {
        const at = new Date(stage.broker.clock.now() + 300 + 20 * n);
        await client.enqueue(plain, { n }, { at });
        return at.getTime();
      }),
    );
    await stage.until(() => started.size === 20);
    for (const [n, at] of due.entries()) expect(started.get(n)! - at).toBeGreaterThanOrEqual(-2);
  });

  it('refuses a priority that the queue does not declare', async () => {
    const { plain, client } = await setup();
    await expect(client.enqueue(plain, { n: 1 }, { priority: 'critical' })).rejects.toMatchObject({
      code: 'PRIORITY_NOT_DECLARED',
    });
  });

  it('refuses a job of 2 MB with its size, and one that would leave no room to move it', async () => {
    const { stage, plain, client } = await setup();
    const of = (bytes: number) => client.enqueue(plain, { n: 1, text: 'x'.repeat(bytes) });
    await expect(of(2_000_000)).rejects.toMatchObject({
      code: 'MESSAGE_INVALID',
      message: expect.stringContaining('2000'),
    });
    await expect(of(1_040_000)).rejects.toMatchObject({ code: 'MESSAGE_INVALID' });
    expect(await stage.unfinished()).toBe(0);
    await of(900_000);
  });

  it('answers duplicate for an id that is stored already', async () => {
    const { stage, plain, client } = await setup();
    const id = '01a201c0-3f81-7000-8000-000000000002';
    expect(await client.enqueue(plain, { n: 1 }, { id })).toMatchObject({ id, duplicate: false });
    expect(await client.enqueue(plain, { n: 1 }, { id })).toMatchObject({ id, duplicate: true });
    expect(await stage.unfinished()).toBe(1);
  });
});
