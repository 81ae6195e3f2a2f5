import { afterEach, describe, expect, it } from '@jest/globals';
import { jobsStream } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { subjectsOf } from '../broker/stream-lookup.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';

const nats = natsForTest();
afterEach(closeStages);
/** How far our copy of the clock of the server may be off on a busy machine. */
const CLOCK_MS = 50;
const Input = z.object({ n: z.int() });

async function setup() {
  const stage = new Stage(nats().url);
  const job = stage.job('wait-here', { input: Input, backoff: () => 3_600_000 });
  const debounced = stage.job('settle-down', { input: Input, unique: { by: () => 1, debounce: '1h' } });
  await stage.begin();
  const runs: number[] = [];
  const work = (slots = 1, failures = 0) =>
    stage.worker(
      [
        handle(job, ({ n }, { attempt }) => {
          runs.push(n);
          if (attempt <= failures) throw new Error('again');
        }),
        handle(debounced, ({ n }) => void runs.push(n)),
      ],
      { slots },
    );
  const subjects = () => subjectsOf(stage.broker.connection, jobsStream(stage.name), `jobs.${stage.name}.>`);
  return { stage, job, debounced, runs, work, subjects, client: stage.client };
}

describe('rescheduling', () => {
  it('moves a delayed job to an earlier time, a later one, and now', async () => {
    const { stage, job, runs, work, subjects, client } = await setup();
    await work();
    const earlier = await client.enqueue(job, { n: 1 }, { delay: '1h' });
    const later = await client.enqueue(job, { n: 2 }, { delay: '1h' });
    const now = await client.enqueue(job, { n: 3 }, { delay: '1h' });
    const soon = new Date(stage.broker.clock.now() + 700);
    const far = new Date(stage.broker.clock.now() + 7_200_000);
    await client.reschedule(earlier, soon);
    await client.reschedule(later, far);
    await client.reschedule(now, new Date(0));
    const run = await stage.reached(earlier.id, 'succeeded');
    expect(run.run!.startedAt).toBeGreaterThanOrEqual(soon.getTime() - CLOCK_MS);
    expect(await stage.reached(later.id, 'scheduled')).toMatchObject({ runAt: far.getTime(), revision: 2 });
    await stage.reached(now.id, 'succeeded');
    while ((await subjects()).length > 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await subjects()).toEqual([later.subject]);
    expect(runs.toSorted((a, b) => a - b)).toEqual([1, 3]);
  });

  it('keeps the attempt of a job that is retrying', async () => {
    const { stage, job, work, client } = await setup();
    await work(1, 1);
    const retried = await client.enqueue(job, { n: 1 });
    await stage.reached(retried.id, 'retrying');
    await client.reschedule(retried, new Date(stage.broker.clock.now() + 300));
    expect(await stage.reached(retried.id, 'succeeded')).toMatchObject({ attempt: 2 });
    await stage.empty();
  });

  it('lets a debounced job be replaced as before', async () => {
    const { stage, debounced, client } = await setup();
    const first = await client.enqueue(debounced, { n: 1 });
    await client.reschedule(first, new Date(stage.broker.clock.now() + 7_200_000));
    expect(await client.enqueue(debounced, { n: 2 })).toMatchObject({ id: first.id, duplicate: true });
    expect(await stage.unfinished()).toBe(1);
  });

  it('is too late for a job that is due within two seconds, waits for a worker or has ended', async () => {
    const { stage, job, work, client } = await setup();
    const at = new Date(stage.broker.clock.now() + 60_000);
    const due = await client.enqueue(job, { n: 1 }, { delay: '1500ms' });
    await expect(client.reschedule(due, at)).rejects.toMatchObject({ code: 'TOO_LATE' });
    const queued = await client.enqueue(job, { n: 2 });
    await expect(client.reschedule(queued, at)).rejects.toMatchObject({ code: 'TOO_LATE' });
    await work();
    await stage.reached(queued.id, 'succeeded');
    await stage.reached(due.id, 'succeeded');
    await stage.empty();
    await expect(client.reschedule(queued, at)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });
});

describe('another priority', () => {
  it('lets a queued job overtake, once, and leaves nothing behind', async () => {
    const { stage, job, runs, work, client } = await setup();
    const jobs = await client.enqueueMany(job, [{ n: 1 }, { n: 2 }, { n: 3 }]);
    const moved = await client.reprioritise(jobs[2]!, 'high');
    expect(moved).toEqual({ id: jobs[2]!.id, subject: jobs[2]!.subject.replace('.normal.', '.high.') });
    expect(await stage.reached(moved.id, 'queued')).toMatchObject({ priority: 'high', revision: 2 });
    await work();
    await Promise.all(jobs.map(({ id }) => stage.reached(id, 'succeeded')));
    await stage.empty();
    expect(runs).toEqual([3, 1, 2]);
    expect(stage.events.filter(({ state }) => state === 'cancelled')).toEqual([]);
  });

  it('holds for a delayed job, which keeps its time and runs once', async () => {
    const { stage, job, runs, work, subjects, client } = await setup();
    const delayed = await client.enqueue(job, { n: 1 }, { delay: '3s' });
    // The queue's workers receive what cancels the old schedule.
    await work();
    const moved = await client.reprioritise(delayed, 'high');
    const { runAt } = await stage.reached(delayed.id, 'scheduled');
    while ((await subjects()).length > 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await subjects()).toEqual([moved.subject]);
    const ended = await stage.reached(delayed.id, 'succeeded');
    expect(ended).toMatchObject({ priority: 'high' });
    expect(ended.run!.startedAt).toBeGreaterThanOrEqual(runAt! - CLOCK_MS);
    await stage.empty();
    expect(runs).toEqual([1]);
    await expect(client.reprioritise(moved, 'normal')).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });

  it('is refused when the queue does not declare it, and too late when a worker has the job', async () => {
    const { stage, job, client } = await setup();
    const queued = await client.enqueue(job, { n: 1 });
    await expect(client.reprioritise(queued, 'low')).rejects.toMatchObject({ code: 'PRIORITY_NOT_DECLARED' });
    let finish = (): void => {};
    await stage.worker([
      handle(job, () => new Promise<void>((resolve) => (finish = resolve))),
      handle(stage.workload.contracts[0]!, () => {}),
    ]);
    await stage.reached(queued.id, 'running');
    await expect(client.reprioritise(queued, 'high')).rejects.toMatchObject({ code: 'TOO_LATE' });
    finish();
    await stage.reached(queued.id, 'succeeded');
  });

  it('goes to one of many that change it at once', async () => {
    const { stage, job, subjects, client } = await setup();
    const [queued] = await client.enqueueMany(job, [{ n: 1 }]);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => client.reprioritise(queued!, 'high')));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    const atOnce = stage.events.filter(({ revision }) => revision === 2);
    expect(atOnce.length).toBeLessThanOrEqual(1);
    while ((await subjects()).length > 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await subjects()).toEqual([queued!.subject.replace('.normal.', '.high.')]);
  });
});
