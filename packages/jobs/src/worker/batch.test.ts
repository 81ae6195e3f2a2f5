import { afterEach, describe, expect, it } from '@jest/globals';
import { ConfigurationInvalid, type Duration, type JobContract } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle, handleMany, type BatchHandler, type BatchOutcome } from './handler.js';
import type { BatchedJob } from './job-batch.js';
import type { WorkerOptions } from './worker-options.js';

const nats = natsForTest();
afterEach(closeStages);

const Input = z.object({ n: z.int(), key: z.string().default('') });
const Output = z.object({ n: z.int() });
type Contract = JobContract<typeof Input, typeof Output>;
type Many = BatchHandler<Contract>['runMany'];
type Entry = BatchedJob<Contract>;

interface Terms {
  size?: number;
  wait?: Duration;
  timeout?: Duration;
  ordered?: boolean;
}

async function setup({ size = 4, wait = '10s', timeout, ordered }: Terms = {}) {
  const stage = new Stage(nats().url);
  const add = stage.job('add-up', {
    input: Input,
    output: Output,
    attempts: 2,
    backoff: () => 250,
    timeout,
    batch: { size, wait },
    ordered: ordered ? { by: ({ key }) => key } : undefined,
  });
  await stage.begin({ buckets: true });
  /** What each batch held. */
  const batches: { n: number; key: string; attempt: number }[][] = [];
  const work = (runMany: Many, options: { slots?: number } & Partial<WorkerOptions> = {}) =>
    stage.worker(
      [
        handleMany(add, (batch) => {
          batches.push(batch.jobs.map(({ input, job }) => ({ ...input, attempt: job.attempt })));
          stage.look();
          return runMany(batch);
        }),
      ],
      options,
    );
  const enqueue = async (count: number, key: (n: number) => string = () => '') => {
    const inputs = Array.from({ length: count }, (_, n) => ({ n, key: key(n) }));
    return (await stage.client.enqueueMany(add, inputs)).map(({ id }) => id);
  };
  const numbers = () => batches.map((jobs) => jobs.map(({ n }) => n).toSorted((a, b) => a - b));
  return { stage, add, batches, numbers, work, enqueue };
}

const succeed: Many = (batch) => batch.each(({ input }: Entry) => ({ n: input.n }));

describe('a contract with batch', () => {
  it('has its jobs run together, as many as fit, and each succeeds with its own output', async () => {
    const { stage, work, enqueue, batches, numbers } = await setup({ size: 4 });
    const ids = await enqueue(8);
    await work(succeed);
    for (const [n, id] of ids.entries()) expect(await stage.reached(id, 'succeeded')).toMatchObject({ output: { n } });
    expect(batches.map(({ length }) => length)).toEqual([4, 4]);
    expect(
      numbers()
        .flat()
        .toSorted((a, b) => a - b),
    ).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await stage.empty();
  });

  it('runs fewer than fit when no more come within its wait', async () => {
    const { stage, work, enqueue, numbers } = await setup({ size: 100, wait: '50ms' });
    await work(succeed);
    const ids = await enqueue(3);
    await Promise.all(ids.map((id) => stage.reached(id, 'succeeded')));
    // How many come in time for the first one is the machine's affair.
    expect(
      numbers()
        .flat()
        .toSorted((a, b) => a - b),
    ).toEqual([0, 1, 2]);
  });

  it('takes one slot for a batch, and as many batches as there are slots', async () => {
    const { stage, work, enqueue, batches } = await setup({ size: 3 });
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await enqueue(9);
    await work(async (batch) => released.then(() => succeed(batch)), { slots: 2 });
    await stage.until(() => batches.length === 2);
    release();
    await stage.until(() => batches.length === 3);
    expect(batches.map(({ length }) => length)).toEqual([3, 3, 3]);
    await stage.empty();
  });

  it('needs a handler with runMany, and any other one with run', async () => {
    const { stage, add } = await setup();
    await expect(stage.worker([handle(add, () => ({ n: 0 }))])).rejects.toThrow(ConfigurationInvalid);
    const other = new Stage(nats().url);
    const single = other.job('work-alone', { input: Input });
    await other.begin();
    await expect(other.worker([handleMany(single, (batch) => batch.each(() => undefined))])).rejects.toThrow(
      'needs `run`',
    );
  });
});

describe('a job of a batch', () => {
  it('has an outcome of its own: succeeded, retried alone, deferred, cancelled', async () => {
    const { stage, work, enqueue, batches } = await setup({ size: 4 });
    const ids = await enqueue(4);
    await work((batch) =>
      batch.each(({ input: { n }, job }: Entry) => {
        if (n === 1 && job.attempt === 1) throw new Error('again');
        if (n === 2 && batch.jobs.length > 1) job.defer('250ms', 'not yet');
        if (n === 3) job.cancel('not needed');
        return { n };
      }),
    );
    const [plain, failing, deferred, cancelled] = ids as [string, string, string, string];
    await stage.reached(plain, 'succeeded');
    expect(await stage.reached(cancelled, 'cancelled')).toMatchObject({ reason: 'not needed' });
    // Those that come back wait for a full batch that never comes.
    expect(await stage.reached(failing, 'retrying')).toMatchObject({ attempt: 2, run: { outcome: 'failed' } });
    expect(await stage.reached(deferred, 'scheduled')).toMatchObject({ attempt: 1, reason: 'not yet' });
    expect(batches).toHaveLength(1);
  });

  it('is run again alone when it failed', async () => {
    const { stage, work, enqueue, batches } = await setup({ size: 3, wait: '20ms' });
    const ids = await enqueue(3);
    await work((batch) =>
      batch.each(({ input: { n }, job }: Entry) => {
        if (n === 1 && job.attempt === 1) throw new Error('again');
        return { n };
      }),
    );
    for (const id of ids) await stage.reached(id, 'succeeded');
    expect(batches.at(-1)).toEqual([{ n: 1, key: '', attempt: 2 }]);
    await stage.empty();
  });

  it('does not run when it has expired, was cancelled or cannot be read; the others do', async () => {
    const { stage, add, work, numbers } = await setup({ size: 3, wait: '100ms' });
    const { subject } = await stage.client.enqueue(add, { n: 0 });
    // As an older producer without a schema would.
    const bad = subject.slice(0, -12) + '00000000beef';
    await stage.broker.jetstream.publish(bad, JSON.stringify({ input: { n: 'two' }, enqueuedAt: Date.now() }));
    const last = await stage.client.enqueue(add, { n: 2 });
    await work(succeed);
    await stage.reached(bad.split('.').at(-1)!, 'dead');
    await stage.reached(last.id, 'succeeded');
    expect(
      numbers()
        .flat()
        .toSorted((a, b) => a - b),
    ).toEqual([0, 2]);
    await stage.empty();
  });

  it('has failed when its output is not that of the contract, or the handler throws or answers too few outcomes', async () => {
    const { stage, work, enqueue } = await setup({ size: 2 });
    const answers: (() => Promise<readonly BatchOutcome<Contract>[]>)[] = [
      async () => [],
      async () => Promise.reject(new RangeError('all of them')),
    ];
    const ids = await enqueue(2);
    await work(async () => answers.shift()!());
    for (const id of ids) {
      expect(await stage.reached(id, 'retrying')).toMatchObject({ error: { code: 'BATCH_ANSWER_INVALID' } });
      expect(await stage.reached(id, 'dead')).toMatchObject({ error: { name: 'RangeError' } });
    }
    await stage.empty();
  });

  it('is cancelled alone: its signal aborts, the others go on', async () => {
    const { stage, add, work, batches } = await setup({ size: 3 });
    const jobs = await stage.client.enqueueMany(
      add,
      [0, 1, 2].map((n) => ({ n })),
    );
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await work((batch) =>
      batch.each(async ({ input: { n }, job }: Entry) => {
        if (n !== 1) await released;
        else await new Promise((_, reject) => job.signal.addEventListener('abort', () => reject(job.signal.reason)));
        return { n };
      }),
    );
    await stage.until(() => batches.length === 1);
    // It runs, so only its worker can end it.
    await stage.client.cancel(jobs[1]!, 'not this one');
    // `each` waits for all of them; one that was cancelled is not waited for longer than the grace.
    expect(await stage.reached(jobs[1]!.id, 'cancelled')).toMatchObject({ reason: 'not this one' });
    expect(stage.states(jobs[0]!.id)).not.toContain('succeeded');
    release();
    for (const job of [jobs[0]!, jobs[2]!]) await stage.reached(job.id, 'succeeded');
    await stage.empty();
  });

  it('fails as timed out when the batch takes too long', async () => {
    const { stage, work, enqueue } = await setup({ size: 2, timeout: '2s', wait: '20ms' });
    const ids = await enqueue(2);
    await work(async (batch) => {
      if (batch.jobs.some(({ job }) => job.attempt === 1))
        await new Promise((resolve) => stage.onClose(() => resolve(undefined)));
      return succeed(batch);
    });
    for (const id of ids) {
      expect(await stage.reached(id, 'retrying')).toMatchObject({ error: { code: 'JOB_TIMED_OUT' } });
      await stage.reached(id, 'succeeded');
    }
  });

  it('goes back without spending its attempt when the worker stops', async () => {
    const { stage, work, enqueue, batches } = await setup({ size: 2 });
    const ids = await enqueue(3);
    const worker = await work((batch) =>
      batch.each(
        ({ job }: Entry) =>
          new Promise((_, reject) => job.signal.addEventListener('abort', () => reject(job.signal.reason))),
      ),
    );
    await stage.until(() => batches.length === 1);
    await worker.stop({ graceMs: 50 });
    const ran = new Set(batches[0]!.map(({ n }) => n));
    for (const [n, id] of ids.entries()) {
      const back = await stage.reached(id, 'queued');
      expect(back).toMatchObject({ attempt: 1 });
      if (ran.has(n)) expect(back).toMatchObject({ run: { outcome: 'interrupted' } });
    }
    expect(await stage.unfinished()).toBe(3);
  });
});

describe('an ordered job of a batch', () => {
  it('is never in one batch with another of its key, and keeps its place when one before it is tried again', async () => {
    const { stage, work, enqueue, batches } = await setup({ size: 50, wait: '20ms', ordered: true });
    const keys = 7;
    const ids = await enqueue(70, (n) => `k${n % keys}`);
    const handler: Many = (batch) =>
      batch.each(({ input: { n }, job }: Entry) => {
        if (n % 10 === 0 && job.attempt === 1) throw new Error('again');
        return { n };
      });
    await work(handler);
    await work(handler);
    await Promise.all(ids.map((id) => stage.reached(id, 'succeeded')));
    for (const jobs of batches) expect(new Set(jobs.map(({ key }) => key)).size).toBe(jobs.length);
    for (let k = 0; k < keys; k += 1) {
      const runs = batches.flat().filter(({ key }) => key === `k${k}`);
      const expected = Array.from({ length: 10 }, (_, index) => index * keys + k).flatMap((n) =>
        n % 10 === 0
          ? [
              { n, attempt: 1 },
              { n, attempt: 2 },
            ]
          : [{ n, attempt: 1 }],
      );
      expect(runs.map(({ n, attempt }) => ({ n, attempt }))).toEqual(expected);
    }
    expect(Math.max(...batches.map(({ length }) => length))).toBeGreaterThan(1);
    await stage.empty();
  });
});
