import { afterEach, describe, expect, it } from '@jest/globals';
import { Kvm } from '@nats-io/kv';
import { jobsStream, type LimitDefinition } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { ADMISSION_KEY } from '../client/control-watch.js';
import { Limiter } from '../limiter/limiter.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);
const Input = z.object({ n: z.int() });
/** One attempt only: a job that runs again has not spent it. */
const once = { input: Input, attempts: 1 };

describe('a handler that leaves', () => {
  it('runs again later without spending an attempt when it defers, with its reason in the record', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('wait-more', once);
    await stage.begin();
    const starts: number[] = [];
    let until = new Date(0);
    await stage.worker([
      handle(job, ({ n }, context) => {
        starts.push(stage.broker.clock.now());
        if (starts.length === 1) context.defer('300ms', 'not ready');
        if (starts.length === 2) {
          until = new Date(starts[1]! + 1_000);
          context.deferUntil(until, 'not yet');
        }
        return n;
      }),
    ]);
    const { id } = await stage.client.enqueue(job, { n: 7 });
    expect(await stage.reached(id, 'succeeded')).toMatchObject({ attempt: 1, output: 7, revision: 3 });
    const deferrals = stage.events.filter((event) => event.id === id && event.state === 'scheduled');
    expect(deferrals).toMatchObject([
      { revision: 2, attempt: 1, reason: 'not ready', run: { attempt: 1, outcome: 'deferred' } },
      { revision: 3, attempt: 1, reason: 'not yet', runAt: until.getTime(), run: { outcome: 'deferred' } },
    ]);
    expect(starts[1]! - starts[0]!).toBeGreaterThanOrEqual(298);
    expect(starts[2]!).toBeGreaterThanOrEqual(until.getTime() - 2);
    await stage.empty();
  });

  it('ends the job as cancelled when it cancels, with neither retry nor dead letter', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('give-up', { input: Input, attempts: 3 });
    await stage.begin();
    let runs = 0;
    const hooks: unknown[] = [];
    const run = handle(
      job,
      (_, context) => {
        runs += 1;
        context.cancel('nothing to do');
      },
      (error) => void hooks.push(error),
    );
    await stage.worker([run]);
    const { id } = await stage.client.enqueue(job, { n: 1 });
    expect(await stage.reached(id, 'cancelled')).toMatchObject({
      reason: 'nothing to do',
      attempt: 1,
      run: { outcome: 'cancelled' },
    });
    await stage.empty();
    expect([runs, hooks, await stage.deadLetter(id)]).toEqual([1, [], undefined]);
  });
});

describe('a handler that tells of its progress', () => {
  it('is shown as running with it at once, and keeps the last of it', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('make-progress', once);
    await stage.begin();
    let shown: (() => void)[] = [];
    const wait = () => new Promise<void>((resolve) => shown.push(resolve));
    await stage.worker([
      handle(job, async (_, context) => {
        // Every run of some length is shown as running; only then is what follows due to its progress.
        await wait();
        context.progress(0.4, 'fetched');
        await wait();
        context.progress(1.7);
      }),
    ]);
    const { id } = await stage.client.enqueue(job, { n: 1 });
    const goOn = (): void => {
      for (const resolve of shown) resolve();
      shown = [];
    };
    expect((await stage.reached(id, 'running')).progress).toBeUndefined();
    goOn();
    const progress = () => stage.events.find((event) => event.id === id && event.progress !== undefined);
    await stage.until(() => progress() !== undefined);
    expect(progress()).toMatchObject({ state: 'running', progress: { done: 0.4, note: 'fetched' } });
    goOn();
    expect((await stage.reached(id, 'succeeded')).progress).toEqual({ done: 1 });
  });
});

describe('a job that expires', () => {
  it('never runs when a worker receives it too late', async () => {
    const stage = new Stage(nats().url);
    const late = stage.job('be-late', { ...once, expiresIn: '1ms' });
    const timely = stage.job('be-timely', { ...once, expiresIn: '1h' });
    await stage.begin();
    const runs: string[] = [];
    const { id } = await stage.client.enqueue(late, { n: 1 });
    const other = await stage.client.enqueue(timely, { n: 1 });
    const run = (contract: typeof late) => handle(contract, (_, job) => void runs.push(job.id));
    await stage.worker([run(late), run(timely)]);
    const expired = await stage.reached(id, 'expired');
    expect(expired).toMatchObject({ reason: 'not started in time', attempt: 1 });
    expect(expired.run).toBeUndefined();
    await stage.reached(other.id, 'succeeded');
    await stage.empty();
    expect(runs).toEqual([other.id]);
    expect(await stage.deadLetter(id)).toBeUndefined();
  });
});

describe('a limit that is closed for longer than a handler waits', () => {
  it('defers the job until it opens without spending an attempt, also when the handler swallows the error', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('ask-upstream', once);
    await stage.begin();
    const limiter = new Limiter({ broker: stage.broker });
    limiter.start();
    stage.onClose(() => limiter.stop());
    const upstream: LimitDefinition = { name: 'upstream', windows: [{ limit: 10, perMs: 1_000, kind: 'sliding' }] };
    const until = stage.broker.clock.now() + 8_000;
    const granted: number[] = [];
    const run = handle(job, async ({ n }, context) => {
      const limit = context.limit('upstream');
      if (n === 0) return limit.close(new Date(until), 'answered 429');
      const taken = limit.take().then(() => granted.push(stage.broker.clock.now()));
      await (n === 1 ? taken : taken.catch(() => {}));
    });
    await stage.worker([run], { limits: [upstream] });
    const closer = await stage.client.enqueue(job, { n: 0 });
    await stage.reached(closer.id, 'succeeded');
    const throwing = await stage.client.enqueue(job, { n: 1 });
    const swallowing = await stage.client.enqueue(job, { n: 2 });
    for (const { id } of [throwing, swallowing]) {
      const deferred = await stage.reached(id, 'scheduled');
      expect(deferred).toMatchObject({ attempt: 1, run: { attempt: 1, outcome: 'deferred' } });
      expect(deferred.reason).toContain('answered 429');
      expect(deferred.runAt).toBeGreaterThanOrEqual(until);
      expect(deferred.runAt).toBeLessThan(until + 1_000);
    }
    for (const { id } of [throwing, swallowing])
      expect(await stage.reached(id, 'succeeded')).toMatchObject({ attempt: 1 });
    expect(granted).toHaveLength(2);
    expect(Math.min(...granted)).toBeGreaterThanOrEqual(until);
    await stage.empty();
  });
});

describe('job.broadcast', () => {
  const channels = [{ pattern: 'scores/:id', visibility: 'public' }] as const;

  it('tells two equal messages of one run twice, and none again in a repeated attempt', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('tell-scores', { input: Input, attempts: 2, backoff: () => 250 });
    await stage.begin({ channels });
    await stage.worker([
      handle(job, async (_, context) => {
        const channel = `${stage.name}/scores/1`;
        for (const data of [{ goal: 1 }, { goal: 1 }, { goal: 2 }]) await context.broadcast(channel, 'goal', data);
        if (context.attempt === 1) throw new Error('again');
      }),
    ]);
    const { id } = await stage.client.enqueue(job, { n: 1 });
    expect(await stage.reached(id, 'succeeded')).toMatchObject({ attempt: 2 });
    const { state } = await stage.broker.manager.streams.info('BROADCAST', {
      subjects_filter: `broadcast.${stage.name}.>`,
    });
    expect(state.subjects).toEqual({ [`broadcast.${stage.name}.scores.1`]: 3 });
  });

  it('is refused on a channel that the workload does not declare', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('tell-elsewhere', once);
    await stage.begin({ channels });
    await stage.worker([handle(job, async (_, context) => context.broadcast(`${stage.name}/odds/1`, 'odds', {}))]);
    const { id } = await stage.client.enqueue(job, { n: 1 });
    const { error } = await stage.reached(id, 'dead');
    expect(error).toMatchObject({ code: 'CHANNEL_NOT_DECLARED' });
    expect(error!.message).toContain(`it declares ${stage.name}/scores/:id`);
  });
});

describe('children of a job', () => {
  it('that are refused while admission is closed are enqueued later, without spending an attempt', async () => {
    const stage = new Stage(nats().url);
    const parent = stage.job('have-children', once);
    const child = stage.job('be-child', once);
    await stage.begin();
    const control = await new Kvm(stage.broker.jetstream).open('control');
    await control.put(ADMISSION_KEY, JSON.stringify({ retryAfterMs: 400, reason: 'the store is 90 % full' }));
    stage.onClose(() => control.delete(ADMISSION_KEY));
    const children: number[] = [];
    await stage.worker([
      handle(parent, async ({ n }, job) => job.enqueueMany(child, [{ n }, { n: n + 1 }]).then(() => {})),
      handle(child, ({ n }) => void children.push(n)),
    ]);
    const { id } = await stage.client.enqueue(parent, { n: 1 });
    const deferred = await stage.reached(id, 'scheduled');
    expect(deferred).toMatchObject({ attempt: 1, run: { outcome: 'deferred' } });
    expect(deferred.reason).toBe('outage: enqueueing is closed: the store is 90 % full');
    expect(deferred.runAt! - deferred.at).toBeLessThan(1_000);
    const { state } = await stage.broker.manager.streams.info(jobsStream(stage.name), {
      subjects_filter: `jobs.${stage.name}.*.*.*.be-child.>`,
    });
    expect(state.subjects ?? {}).toEqual({});
    await control.delete(ADMISSION_KEY);
    expect(await stage.reached(id, 'succeeded')).toMatchObject({ attempt: 1 });
    await stage.empty();
    expect(children.toSorted((a, b) => a - b)).toEqual([1, 2]);
  });
});
