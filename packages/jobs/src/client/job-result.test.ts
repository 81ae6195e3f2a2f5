import { afterEach, describe, expect, it } from '@jest/globals';
import {
  HEADERS,
  jobCheckSubject,
  jobsStream,
  notifySubject,
  parseJobSubject,
  Unrecoverable,
} from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { lastMessage } from '../broker/stream-lookup.js';
import { isListened } from '../stage/is-listened.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { expireJob } from './job-changes.js';
import { JobClient } from './job-client.js';
import type { JobHandle } from './enqueue-options.js';

const nats = natsForTest();
afterEach(closeStages);

const Input = z.object({ n: z.int() });
const Output = z.object({ double: z.int() });

async function setup() {
  const stage = new Stage(nats().url);
  const double = stage.job('double-it', { input: Input, output: Output, attempts: 2, backoff: () => 250 });
  const soon = stage.job('start-soon', { input: Input, expiresIn: '1ms' });
  const once = stage.job('be-unique', { input: Input, unique: { by: () => 'one' } });
  await stage.begin({ buckets: true });
  const gate: { open: () => void; opened: Promise<void> } = { open: () => {}, opened: Promise.resolve() };
  /** Handlers of jobs with n = 7 wait until it is opened. */
  const close = (): void => {
    gate.opened = new Promise((resolve) => (gate.open = resolve));
  };
  const work = () =>
    stage.worker([
      handle(double, async ({ n }, { attempt }) => {
        if (n === 7) await gate.opened;
        if (n === 13 && attempt === 1) throw new Error('the first time');
        if (n === 66) throw new Unrecoverable('66 cannot be doubled');
        if (n === 99) return { double: 'wrong' as never };
        return { double: n * 2 };
      }),
      handle(soon, () => {}),
      handle(once, async ({ n }) => (n === 1_000 ? 'x'.repeat(1_100_000) : gate.opened)),
    ]);
  const header = async ({ subject }: { subject: string }) => {
    const address = parseJobSubject(subject)!;
    const stored = await lastMessage(stage.broker.connection, jobsStream(stage.name), jobCheckSubject(address));
    return stored!.headers.get(HEADERS.notify);
  };
  const isHeard = ({ id }: JobHandle) => isListened(stage.broker.connection, notifySubject(stage.name, id));
  return { stage, client: stage.client, double, soon, once, gate, close, work, header, isHeard };
}

describe('the result of a job that this client waits for from its enqueue', () => {
  it('is its output, whether it is asked for before or after the end, and however often', async () => {
    const { stage, client, double, work } = await setup();
    const job = await client.enqueue(double, { n: 4 }, { watch: true });
    const asked = client.result(job);
    await work();
    const output: { double: number } = await asked;
    expect(output).toEqual({ double: 8 });
    await stage.empty();
    expect(await client.result(job)).toEqual({ double: 8 });
  });

  it('comes from `run` and from many jobs at once', async () => {
    const { client, double, work } = await setup();
    await work();
    expect(await client.run(double, { n: 21 }, { timeout: '10s' })).toEqual({ double: 42 });
    const many = await client.enqueueMany(double, [{ n: 1 }, { n: 2 }, { n: 3 }], { watch: true });
    expect(await Promise.all(many.map((job) => client.result(job)))).toEqual([
      { double: 2 },
      { double: 4 },
      { double: 6 },
    ]);
  });

  it('is that of the attempt that succeeded, also when the job waited, was moved to another time and priority', async () => {
    const { client, double, work, header } = await setup();
    let job: JobHandle<{ double: number }> = await client.enqueue(double, { n: 13 }, { watch: true, delay: '1h' });
    const result = client.result(job);
    job = await client.reschedule(job, new Date(Date.now() + 1_800_000));
    job = await client.reprioritise(job, 'high').catch(() => job);
    job = await client.runNow(job);
    expect(await header(job)).toBe('1');
    await work();
    expect(await result).toEqual({ double: 26 });
  });

  it('says why the job is dead', async () => {
    const { client, double, work } = await setup();
    await work();
    await expect(client.run(double, { n: 66 })).rejects.toMatchObject({
      code: 'JOB_DEAD',
      error: { code: 'UNRECOVERABLE', message: '66 cannot be doubled' },
      message: expect.stringContaining('UNRECOVERABLE: 66 cannot be doubled'),
    });
    await expect(client.run(double, { n: 99 })).rejects.toMatchObject({ error: { code: 'OUTPUT_INVALID' } });
  });

  it('says that it was cancelled, waiting or running', async () => {
    const { stage, client, double, work, close, gate } = await setup();
    const waiting = await client.enqueue(double, { n: 1 }, { watch: true });
    const cancelled = client.result(waiting);
    await client.cancel(waiting, 'not needed');
    await expect(cancelled).rejects.toMatchObject({ code: 'JOB_CANCELLED', message: 'not needed' });
    close();
    await work();
    const running = await client.enqueue(double, { n: 7 }, { watch: true });
    await stage.reached(running.id, 'running');
    const stopped = client.result(running);
    await client.cancel(running, 'no more');
    await expect(stopped).rejects.toMatchObject({ code: 'JOB_CANCELLED' });
    gate.open();
  });

  it('says that nobody started it in time, whether a worker or a sweep finds that', async () => {
    const { stage, client, soon, work } = await setup();
    const swept = await client.enqueue(soon, { n: 1 }, { watch: true });
    const found = await client.enqueue(soon, { n: 2 }, { watch: true });
    while (!(await expireJob(stage.broker, swept)));
    await expect(client.result(swept)).rejects.toMatchObject({ code: 'JOB_EXPIRED', jobId: swept.id });
    await work();
    await expect(client.result(found)).rejects.toMatchObject({ code: 'JOB_EXPIRED' });
  });

  it('is not known when it was larger than the broker takes', async () => {
    const { client, once, work } = await setup();
    await work();
    await expect(client.run(once, { n: 1_000 }, { timeout: '10s' })).rejects.toMatchObject({
      code: 'RESULT_UNKNOWN',
      message: expect.stringContaining('larger than the broker takes'),
    });
  });

  it('is no longer waited for after the time or at the signal; the job goes on, and may be asked again', async () => {
    const { stage, client, double, work, close, gate, isHeard } = await setup();
    close();
    await work();
    const job = await client.enqueue(double, { n: 7 }, { watch: true });
    expect(await isHeard(job)).toBe(true);
    await stage.reached(job.id, 'running');
    await expect(client.result(job, { timeout: '20ms' })).rejects.toMatchObject({
      code: 'RESULT_TIMED_OUT',
      state: 'running',
    });
    const reason = new Error('the request is gone');
    await expect(client.result(job, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(await isHeard(job)).toBe(false);
    const again = client.result(job);
    gate.open();
    expect(await again).toEqual({ double: 14 });
    expect(await isHeard(job)).toBe(false);
  });
});

describe('the result of another job', () => {
  it('is heard by every client that has the handle, from whenever it asks', async () => {
    const { stage, client, double, work, close, gate } = await setup();
    close();
    await work();
    const { id, subject } = await client.enqueue(double, { n: 7 }, { watch: true });
    await stage.reached(id, 'running');
    const other = new JobClient(stage.broker);
    const result = other.result({ id, subject });
    gate.open();
    expect(await result).toEqual({ double: 14 });
  });

  it('needs a record when the job was enqueued without being watched, and the error says what to do', async () => {
    const { client, double, once, header } = await setup();
    const job = await client.enqueue(double, { n: 1 });
    expect(await header(job)).toBeUndefined();
    await expect(client.result(job)).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      path: 'client.record',
      message: expect.stringContaining('watch: true'),
    });
    await expect(client.result(job.id)).rejects.toMatchObject({ path: 'client.record' });
    // A duplicate is the job that somebody else enqueued.
    await client.enqueue(once, { n: 1 });
    const duplicate = await client.enqueue(once, { n: 2 }, { watch: true });
    expect(duplicate.duplicate).toBe(true);
    await expect(client.result(duplicate)).rejects.toMatchObject({ path: 'client.record' });
  });

  it('is not known without a record when it has ended before it was asked for', async () => {
    const { stage, client, double, work } = await setup();
    await work();
    const job = await client.enqueue(double, { n: 1 }, { watch: true });
    await client.result(job);
    await stage.empty();
    await expect(new JobClient(stage.broker).result(job)).rejects.toMatchObject({ code: 'RESULT_UNKNOWN' });
  });

  it('is refused for what is no job', async () => {
    const { stage, client, double } = await setup();
    const job = await client.enqueue(double, { n: 1 }, { watch: true });
    await expect(client.result('number one')).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    await expect(client.result({ id: job.id, subject: 'jobs.x' })).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    await expect(client.run(double, { n: 1 }, { timeout: 'soon' as never })).rejects.toMatchObject({ path: 'timeout' });
    expect(await stage.unfinished()).toBe(1);
    await expect(client.result(job, { timeout: 'soon' as never })).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
    });
  });

  it('is not waited for by a client that is closed', async () => {
    const { stage, client, double } = await setup();
    const job = await client.enqueue(double, { n: 1 }, { watch: true });
    const closing = new JobClient(stage.broker);
    const result = closing.result(job);
    await closing.close();
    await expect(result).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
    await expect(closing.result(job)).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
  });
});
