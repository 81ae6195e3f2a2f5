import { afterEach, describe, expect, it } from '@jest/globals';
import { jobCheckSubject, jobsStream, parseJobSubject } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { lastMessage } from '../broker/stream-lookup.js';
import { move } from '../job/move.js';
import { asMovable } from '../job/stored-job.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import type { JobHandle } from './enqueue-options.js';

const nats = natsForTest();
afterEach(closeStages);

const Input = z.object({ n: z.int() });

async function setup({ buckets = true } = {}) {
  const stage = new Stage(nats().url);
  const unique = stage.job('be-unique', { input: Input, unique: { by: () => 'one' } });
  const ordered = stage.job('keep-order', { input: Input, ordered: { by: () => 'one' } });
  let pass = (): void => {};
  const passed = new Promise<true>((resolve) => (pass = () => resolve(true)));
  const checks = { wait: false, begun: false };
  /** Its input is checked at once or, when the test says so, when the test lets it pass. */
  const checked = stage.job('check-slowly', {
    input: Input.refine(() => {
      checks.begun = checks.wait;
      stage.look();
      return checks.wait ? passed : Promise.resolve(true);
    }),
  });
  await stage.begin({ buckets });
  const steps: string[] = [];
  const reasons: unknown[] = [];
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const step = (what: string): void => {
    steps.push(what);
    stage.look();
  };
  const until = (what: string) => stage.until(() => steps.includes(what));
  /** Job 1 waits for its signal, then, as job 2 does, for the test to let it finish. */
  const run = (contract: typeof unique) =>
    handle(contract, async ({ n }, { signal }) => {
      step(`begin ${n}`);
      if (n === 1) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        reasons.push(signal.reason);
        step('abort 1');
      }
      if (n <= 2) await finished;
      step(`over ${n}`);
      if (n === 1) throw new Error('stopped halfway');
    });
  const work = () => stage.worker([run(unique), run(ordered), run(checked)], { abortGraceMs: 20_000 });
  const stored = ({ subject }: JobHandle) =>
    lastMessage(stage.broker.connection, jobsStream(stage.name), jobCheckSubject(parseJobSubject(subject)!));
  return {
    stage,
    unique,
    ordered,
    checked,
    checks,
    pass,
    steps,
    reasons,
    finish,
    until,
    work,
    stored,
    client: stage.client,
  };
}

describe('cancelling a job that runs', () => {
  it('aborts its handler with the reason, and frees its unique key only when the handler is over', async () => {
    const { stage, unique, reasons, finish, until, work, client } = await setup();
    await work();
    const job = await client.enqueue(unique, { n: 1 });
    await until('begin 1');
    expect(await client.cancel(job, 'changed my mind')).toBe('cancelling');
    await until('abort 1');
    expect(reasons).toMatchObject([{ code: 'JOB_CANCELLED', message: expect.stringContaining('changed my mind') }]);
    expect(await client.enqueue(unique, { n: 2 })).toMatchObject({ id: job.id, duplicate: true });
    expect(stage.states(job.id)).not.toContain('cancelled');
    finish();
    expect(await stage.reached(job.id, 'cancelled')).toMatchObject({
      reason: expect.stringContaining('changed my mind'),
      attempt: 1,
      run: { outcome: 'cancelled' },
    });
    await stage.empty();
    expect(await stage.deadLetter(job.id)).toBeUndefined();
    expect(await client.enqueue(unique, { n: 2 })).toMatchObject({ duplicate: false });
  });

  it('lets its line go on only when its handler is over', async () => {
    const { stage, ordered, steps, finish, until, work, client } = await setup();
    await work();
    await work();
    const job = await client.enqueue(ordered, { n: 1 });
    const next = await client.enqueue(ordered, { n: 3 });
    await until('begin 1');
    expect(await client.cancel(job)).toBe('cancelling');
    await until('abort 1');
    expect(await client.cancel(job)).toBe('cancelling');
    expect(steps).toEqual(['begin 1', 'abort 1']);
    finish();
    await stage.reached(job.id, 'cancelled');
    await stage.reached(next.id, 'succeeded');
    expect(steps).toEqual(['begin 1', 'abort 1', 'over 1', 'begin 3', 'over 3']);
    await stage.empty();
  });

  it('changes nothing and says so when no scheduler service answers that could tell its worker', async () => {
    const { stage, unique, steps, finish, until, work, client } = await setup({ buckets: false });
    await work();
    const job = await client.enqueue(unique, { n: 2 });
    await until('begin 2');
    await expect(client.cancel(job)).rejects.toMatchObject({ code: 'SCHEDULER_UNAVAILABLE' });
    // Its key stays taken while its handler works.
    expect(await client.enqueue(unique, { n: 3 })).toMatchObject({ duplicate: true });
    finish();
    await stage.reached(job.id, 'succeeded');
    expect(steps).toEqual(['begin 2', 'over 2']);
    expect(stage.states(job.id)).not.toContain('cancelled');
  });
});

describe('cancelling a job that waits', () => {
  it('ends it, whether it waits for a worker or a time, and no worker ever starts it', async () => {
    const { stage, ordered, unique, steps, work, client } = await setup();
    const queued = await client.enqueue(unique, { n: 3 });
    const delayed = await client.enqueue(ordered, { n: 4 }, { delay: '1h' });
    expect(await client.cancel(queued, 'not needed')).toBe('cancelled');
    expect(await client.cancel(delayed)).toBe('cancelled');
    expect(await stage.reached(queued.id, 'cancelled')).toMatchObject({ reason: 'not needed', revision: 2 });
    await stage.reached(delayed.id, 'cancelled');
    expect(await stage.unfinished()).toBe(0);
    await work();
    const after = await client.enqueue(unique, { n: 5 });
    await stage.reached(after.id, 'succeeded');
    expect(steps).toEqual(['begin 5', 'over 5']);
  });

  it('ends it before it starts when its worker is still checking its input', async () => {
    const { stage, unique, checked, checks, pass, steps, finish, until, work, client } = await setup();
    const job = await client.enqueue(checked, { n: 3 });
    const running = await client.enqueue(unique, { n: 1 });
    checks.wait = true;
    await work();
    await stage.until(() => checks.begun);
    await until('begin 1');
    expect(await client.cancel(job, 'just in time')).toBe('cancelling');
    // Told in order: whoever has heard of this one has heard of the one before.
    await client.cancel(running);
    await until('abort 1');
    finish();
    pass();
    expect(await stage.reached(job.id, 'cancelled')).toMatchObject({ reason: 'just in time' });
    await stage.empty();
    expect(steps).toEqual(['begin 1', 'abort 1', 'over 1']);
  });

  it('ends it before it starts when it is due within two seconds', async () => {
    const { stage, unique, steps, work, client } = await setup();
    await work();
    const due = await client.enqueue(unique, { n: 3 }, { delay: '700ms' });
    expect(await client.cancel(due, 'just in time')).toBe('cancelling');
    expect(await stage.reached(due.id, 'cancelled')).toMatchObject({ reason: 'just in time' });
    await stage.empty();
    expect(steps).toEqual([]);
  });

  it('is changed by nobody within two seconds of its time when no scheduler service answers', async () => {
    const { stage, unique, client } = await setup({ buckets: false });
    const due = await client.enqueue(unique, { n: 3 }, { delay: '1500ms' });
    await expect(client.cancel(due)).rejects.toMatchObject({ code: 'SCHEDULER_UNAVAILABLE' });
    expect(await stage.unfinished()).toBe(1);
  });
});

describe('cancelling a job that has ended', () => {
  it('is too late while its end is being completed', async () => {
    const { stage, unique, stored, client } = await setup();
    const job = await client.enqueue(unique, { n: 3 });
    await move(stage.broker.connection, asMovable((await stored(job))!), { to: 'ended', ending: 'expired' });
    await expect(client.cancel(job)).rejects.toMatchObject({ code: 'TOO_LATE' });
  });

  it('finds no job, and none under the subject of another', async () => {
    const { stage, unique, ordered, work, client } = await setup();
    await work();
    const job = await client.enqueue(unique, { n: 3 });
    await stage.reached(job.id, 'succeeded');
    await stage.empty();
    await expect(client.cancel(job)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    const other = await client.enqueue(ordered, { n: 4 }, { delay: '1h' });
    await expect(client.cancel({ id: job.id, subject: other.subject })).rejects.toMatchObject({
      code: 'JOB_NOT_FOUND',
    });
    expect(await stage.unfinished()).toBe(1);
  });
});
