import { afterEach, describe, expect, it } from '@jest/globals';
import { Envelope, jobsStream } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { lastMessage, subjectsOf } from '../broker/stream-lookup.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { JobClient } from './job-client.js';

const nats = natsForTest();
afterEach(closeStages);
const Input = z.object({ key: z.string(), n: z.int() });

/** A stage whose one job type runs when the test says so. */
async function setup(unique: { debounce: '3s' | '1h' } | { keep: 'last' }) {
  const stage = new Stage(nats().url);
  const job = stage.job('be-last', {
    input: Input,
    unique: { by: ({ key }: z.infer<typeof Input>) => key, ...unique },
  });
  await stage.begin();
  const runs: { n: number; running: number }[] = [];
  const gates: (() => void)[] = [];
  let running = 0;
  const work = (blocking = true) =>
    stage.worker([
      handle(job, async ({ n }, { signal }) => {
        running += 1;
        runs.push({ n, running });
        stage.look();
        if (blocking)
          await new Promise<void>((resolve) => {
            gates.push(resolve);
            signal.addEventListener('abort', () => resolve());
          });
        running -= 1;
      }),
    ]);
  /** Lets the oldest running handler return. */
  const letGo = () => gates.shift()!();
  const stored = async () => {
    const subjects = await subjectsOf(
      stage.broker.connection,
      jobsStream(stage.name),
      `jobs.${stage.name}.*.*.*.be-last.>`,
    );
    const found: { subject: string; input: z.infer<typeof Input> }[] = [];
    for (const subject of subjects) {
      const message = await lastMessage(stage.broker.connection, jobsStream(stage.name), subject);
      // It may have gone since.
      if (!message) continue;
      const { input } = Envelope.parse(JSON.parse(Buffer.from(message.body).toString()));
      found.push({ subject, input: Input.parse(input) });
    }
    return found;
  };
  return { stage, job, runs, work, letGo, stored, client: stage.client };
}

describe('debounce', () => {
  it('replaces the input of the job that waits, which keeps its id and starts to wait again', async () => {
    const { stage, job, stored, client } = await setup({ debounce: '1h' });
    const before = stage.broker.clock.now();
    const first = await client.enqueue(job, { key: 'a', n: 1 });
    expect(first.duplicate).toBe(false);
    const other = await client.enqueue(job, { key: 'b', n: 9 });
    expect(await client.enqueue(job, { key: 'a', n: 2 })).toMatchObject({ id: first.id, duplicate: true });
    expect(
      await client.enqueueMany(job, [
        { key: 'a', n: 3 },
        { key: 'a', n: 4 },
      ]),
    ).toMatchObject([
      { id: first.id, duplicate: true },
      { id: first.id, duplicate: true },
    ]);
    expect(await stored()).toEqual(
      expect.arrayContaining([
        { subject: first.subject, input: { key: 'a', n: 4 } },
        { subject: other.subject, input: { key: 'b', n: 9 } },
      ]),
    );
    await stage.until(() => stage.events.length === 3);
    const last = stage.events.find(({ revision }) => revision === 4)!;
    expect(last).toMatchObject({
      id: first.id,
      state: 'scheduled',
      reason: 'replaced by a newer input',
      envelope: { input: { key: 'a', n: 4 } },
    });
    expect(last.runAt).toBeGreaterThanOrEqual(before + 3_600_000);
    expect(await stage.unfinished()).toBe(2);
  });

  it('runs once with the last input, and what comes while it runs waits for a run of its own', async () => {
    const { stage, job, runs, work, letGo, client } = await setup({ debounce: '3s' });
    await work();
    await client.enqueue(job, { key: 'a', n: 1 });
    const first = await client.enqueue(job, { key: 'a', n: 2 });
    await stage.until(() => runs.length === 1);
    const second = await client.enqueue(job, { key: 'a', n: 3 });
    expect(second).toMatchObject({ duplicate: false });
    expect(await client.enqueue(job, { key: 'a', n: 4 })).toMatchObject({ id: second.id, duplicate: true });
    letGo();
    await stage.reached(first.id, 'succeeded');
    await stage.until(() => runs.length === 2);
    letGo();
    await stage.reached(second.id, 'succeeded');
    await stage.empty();
    expect(runs.map(({ n }) => n)).toEqual([2, 4]);
  });

  it('leaves a job that is due within two seconds alone: the newer input waits behind it', async () => {
    const { stage, job, client } = await setup({ debounce: '3s' });
    const first = await client.enqueue(job, { key: 'a', n: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const second = await client.enqueue(job, { key: 'a', n: 2 });
    expect(second).toMatchObject({ duplicate: false });
    expect(second.id).not.toBe(first.id);
    const runs: number[] = [];
    await stage.worker([handle(job, ({ n }) => void runs.push(n))]);
    await stage.reached(second.id, 'succeeded');
    expect(runs).toEqual([1, 2]);
  });

  it('takes no time of the caller', async () => {
    const { job, client } = await setup({ debounce: '3s' });
    await expect(client.enqueue(job, { key: 'a', n: 1 }, { delay: '5s' })).rejects.toThrow('debounce decides when');
  });

  it('makes one job of what many producers enqueue at once, and the last one of each wins', async () => {
    const { stage, job, stored } = await setup({ debounce: '1h' });
    const answers = await Promise.all(
      Array.from({ length: 16 }, async (_, producer) => {
        const client = new JobClient(stage.broker);
        const first = await client.enqueue(job, { key: 'a', n: producer });
        return [first, await client.enqueue(job, { key: 'a', n: 100 + producer })];
      }),
    );
    expect(answers.flat().filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(new Set(answers.flat().map(({ id }) => id)).size).toBe(1);
    const [last] = await stored();
    expect(last!.input.n).toBeGreaterThanOrEqual(100);
    expect(await stage.unfinished()).toBe(1);
  });
});

describe('keep-last', () => {
  it('runs one at a time, and of what comes meanwhile the last input alone', async () => {
    const { stage, job, runs, work, letGo, client } = await setup({ keep: 'last' });
    await work();
    const first = await client.enqueue(job, { key: 'a', n: 1 });
    await stage.until(() => runs.length === 1);
    const second = await client.enqueue(job, { key: 'a', n: 2 });
    expect(second).toMatchObject({ duplicate: false });
    expect(await client.enqueue(job, { key: 'a', n: 3 })).toMatchObject({ id: second.id, duplicate: true });
    expect(await client.enqueue(job, { key: 'a', n: 4 })).toMatchObject({ id: second.id, duplicate: true });
    // Another key is not held up.
    await client.enqueue(job, { key: 'b', n: 10 });
    await stage.until(() => runs.length === 2);
    expect(await stage.unfinished()).toBeGreaterThanOrEqual(3);
    letGo();
    await stage.reached(first.id, 'succeeded');
    await stage.until(() => runs.length === 3);
    letGo();
    letGo();
    await stage.reached(second.id, 'succeeded');
    await stage.empty();
    expect(runs.map(({ n }) => n)).toEqual([1, 10, 4]);
  });

  it('lets the newest wait when a backstop hands the waiting job to a worker too early', async () => {
    const { stage, job, runs, work, letGo, stored, client } = await setup({ keep: 'last' });
    await work();
    await client.enqueue(job, { key: 'a', n: 1 });
    await stage.until(() => runs.length === 1);
    const second = await client.enqueue(job, { key: 'a', n: 2 });
    // As the backstop would.
    await client.runNow(second);
    while (!(await stored()).some(({ subject }) => subject.includes('.later.'))) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await client.enqueue(job, { key: 'a', n: 3 })).toMatchObject({ id: second.id, duplicate: true });
    letGo();
    await stage.until(() => runs.length === 2);
    letGo();
    await stage.reached(second.id, 'succeeded');
    await stage.empty();
    expect(runs).toEqual([
      { n: 1, running: 1 },
      { n: 3, running: 1 },
    ]);
  });

  it('never runs two of a key at once under many producers, and always runs the last input', async () => {
    const { stage, job, runs, work, client } = await setup({ keep: 'last' });
    await work(false);
    await work(false);
    const producers = Array.from({ length: 8 }, () => new JobClient(stage.broker));
    for (let round = 1; round <= 15; round += 1)
      await Promise.all(
        producers.map((producer, index) => producer.enqueue(job, { key: 'a', n: round * 100 + index })),
      );
    await client.enqueue(job, { key: 'a', n: 9_999 });
    await stage.until(() => runs.some(({ n }) => n === 9_999));
    await stage.empty();
    expect(runs.filter(({ running }) => running > 1)).toEqual([]);
    expect(runs.at(-1)!.n).toBe(9_999);
  });
});
