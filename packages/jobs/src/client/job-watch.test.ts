import { afterEach, describe, expect, it } from '@jest/globals';
import { notifySubject } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { isListened } from '../stage/is-listened.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import type { JobContext } from '../worker/job-context.js';
import { JobClient } from './job-client.js';
import type { JobUpdate } from './job-update.js';

const nats = natsForTest();
afterEach(closeStages);

async function setup(run: (job: JobContext, until: (step: string) => Promise<void>) => unknown) {
  const stage = new Stage(nats().url);
  const job = stage.job('tell-all', {
    input: z.object({}),
    attempts: 2,
    backoff: () => 250,
    unique: { by: () => 'one' },
  });
  await stage.begin();
  const steps = new Set<string>();
  const until = (step: string) => stage.until(() => steps.has(step));
  /** Lets the handler go on that waits for it. */
  const step = (name: string) => {
    steps.add(name);
    stage.look();
  };
  const work = () => stage.worker([handle(job, (_, context) => run(context, until))]);
  return { stage, client: stage.client, job, work, step };
}

/** As text, without times. */
function said(update: JobUpdate): string {
  if (update.kind === 'log') return `${update.level}: ${update.message}`;
  if (update.kind === 'progress') return `${update.done} ${update.note ?? ''}`.trim();
  const { state, attempt, output } = update;
  return `${state} ${attempt}${output === undefined ? '' : ` ${JSON.stringify(output)}`}`;
}

async function all(updates: AsyncIterable<JobUpdate>): Promise<string[]> {
  const heard: string[] = [];
  for await (const update of updates) heard.push(said(update));
  return heard;
}

const STORY = [
  'running 1',
  'info: begun',
  '0.25 reading',
  'info: read',
  'warn: slow',
  '0.5',
  'info: written',
  'succeeded 1 "done"',
];

async function story(job: JobContext, until: (step: string) => Promise<void>): Promise<string> {
  job.log.info('begun');
  job.progress(0.25, 'reading');
  job.log.info('read');
  job.log.warn('slow');
  await until('half');
  job.progress(0.5);
  job.log.info('written');
  await until('end');
  return 'done';
}

describe('watching a job', () => {
  it('tells its states, progress and lines live and in order, and ends with it', async () => {
    const { client, job, work, step } = await setup(story);
    await work();
    const handleOfJob = await client.enqueue(job, {}, { watch: true });
    const heard: string[] = [];
    for await (const update of client.watch(handleOfJob)) {
      heard.push(said(update));
      // The handler goes on only when this has been heard, so all of it came while it ran.
      if (said(update) === 'warn: slow') step('half');
      if (said(update) === 'info: written') step('end');
    }
    expect(heard).toEqual(STORY);
    expect(await client.result(handleOfJob)).toBe('done');
    expect(await all(client.watch(handleOfJob))).toEqual(STORY);
  });

  it('tells every watcher all of it', async () => {
    const { client, job, work, step } = await setup(story);
    const handleOfJob = await client.enqueue(job, {}, { watch: true });
    const both = [all(client.watch(handleOfJob)), all(client.watch(handleOfJob))];
    step('half');
    step('end');
    await work();
    // The second progress may come so soon that one event says both.
    const [first, second] = await Promise.all(both);
    expect(first).toEqual(second);
    expect(first!.filter((line) => line.includes(': '))).toEqual(STORY.filter((line) => line.includes(': ')));
    expect(first!.at(-1)).toBe('succeeded 1 "done"');
  });

  it('tells of a failed attempt, its error and when the next one is due', async () => {
    const { client, job, work } = await setup(({ log, attempt }) => {
      log.info(`attempt ${attempt}`);
      if (attempt === 1) throw new Error('not yet');
      return attempt;
    });
    await work();
    const updates: JobUpdate[] = [];
    for await (const update of client.watch(await client.enqueue(job, {}, { watch: true }))) updates.push(update);
    expect(updates.map(said)).toEqual(['info: attempt 1', 'retrying 2', 'info: attempt 2', 'succeeded 2 2']);
    expect(updates[1]).toMatchObject({ at: expect.any(Date), runAt: expect.any(Date), error: { message: 'not yet' } });
  });

  it('tells of what was changed while it waited', async () => {
    const { client, job } = await setup(() => {});
    let changed = await client.enqueue(job, {}, { watch: true, delay: '1h' });
    const updates = all(client.watch(changed));
    changed = { ...changed, ...(await client.reschedule(changed, new Date(Date.now() + 7_200_000))) };
    await client.cancel(changed);
    expect(await updates).toEqual(['scheduled 1', 'cancelled 1']);
  });

  it('stops listening when its loop is left, also while it waits, and ends at a signal', async () => {
    const { stage, client, job, work, step } = await setup(story);
    await work();
    const handleOfJob = await client.enqueue(job, {}, { watch: true });
    const isHeard = () => isListened(stage.broker.connection, notifySubject(stage.name, handleOfJob.id));
    expect(await isHeard()).toBe(true);
    for await (const update of client.watch(handleOfJob)) if (said(update) === 'warn: slow') break;
    expect(await isHeard()).toBe(false);

    const waiting = client.watch(handleOfJob);
    const next = waiting.next();
    expect(await isHeard()).toBe(true);
    await waiting.return!();
    expect(await next).toMatchObject({ done: true });
    expect(await isHeard()).toBe(false);

    const leave = new AbortController();
    const signalled = all(client.watch(handleOfJob, { signal: leave.signal }));
    leave.abort(new Error('gone'));
    await expect(signalled).rejects.toThrow('gone');
    expect(await isHeard()).toBe(false);
    step('half');
    step('end');
    await stage.reached(handleOfJob.id, 'succeeded');
  });

  it('leaves other watchers of the job alone when one leaves', async () => {
    const { client, job, work, step } = await setup(story);
    const handleOfJob = await client.enqueue(job, {}, { watch: true });
    const stays = all(client.watch(handleOfJob));
    const leaves = client.watch(handleOfJob);
    const next = leaves.next();
    await leaves.return!();
    expect(await next).toEqual({ done: true, value: undefined });
    step('half');
    step('end');
    await work();
    expect((await stays).at(-1)).toBe('succeeded 1 "done"');
  });

  it('begins with what another client hears from then on', async () => {
    const { stage, client, job, work, step } = await setup(story);
    await work();
    const handleOfJob = await client.enqueue(job, {}, { watch: true });
    for await (const update of client.watch(handleOfJob)) if (said(update) === 'warn: slow') break;
    const late = all(new JobClient(stage.broker).watch(handleOfJob));
    await stage.broker.connection.flush();
    step('half');
    step('end');
    expect((await late).slice(-3)).toEqual(expect.arrayContaining(['info: written', 'succeeded 1 "done"']));
  });
});

describe('a job that nobody waits for', () => {
  it('is not told of', async () => {
    const { stage, client, job, work, step } = await setup(story);
    const told: string[] = [];
    stage.broker.connection.subscribe('notify.>', { callback: (_, { subject }) => void told.push(subject) });
    step('half');
    step('end');
    await work();
    const { id } = await client.enqueue(job, {});
    await stage.reached(id, 'succeeded');
    await stage.empty();
    await stage.broker.connection.flush();
    expect(told).toEqual([]);
  });
});
