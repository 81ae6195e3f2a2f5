import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { Unrecoverable } from '@kickoff/contracts';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);
const Input = z.object({ n: z.int() });
const quickly = { input: Input, backoff: () => 250 };

describe('a handler that fails', () => {
  it('runs again by its policy, then is dead with everything it said, and its hook runs once', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('fail-always', { ...quickly, attempts: 3 });
    await stage.begin();
    const attempts: number[] = [];
    const hooks: string[] = [];
    const run = handle(
      job,
      (_, context) => {
        attempts.push(context.attempt);
        context.log.info('tried', { attempt: context.attempt });
        context.metric('tries', 1);
        throw new Error(`no ${context.attempt}`);
      },
      (error) => void hooks.push(error.message),
    );
    await stage.worker([run]);
    const { id } = await stage.client.enqueue(job, { n: 7 }, { tags: ['red'] });
    expect(await stage.reached(id, 'dead')).toMatchObject({
      attempt: 3,
      error: { message: 'no 3' },
      envelope: { input: { n: 7 }, tags: ['red'] },
      run: { metrics: { tries: 1 }, logs: [{ level: 'info', message: 'tried', fields: { attempt: 3 } }] },
    });
    await stage.empty();
    expect(attempts).toEqual([1, 2, 3]);
    expect(hooks).toEqual(['no 3']);
    expect(await stage.deadLetter(id)).toMatchObject({ envelope: { input: { n: 7 } }, error: { message: 'no 3' } });
  });

  it('is dead at once when it throws Unrecoverable or its policy says so', async () => {
    const stage = new Stage(nats().url);
    const hopeless = stage.job('be-hopeless', quickly);
    const refused = stage.job('be-refused', { ...quickly, retryIf: () => false });
    await stage.begin();
    await stage.worker([
      handle(hopeless, () => {
        throw new Unrecoverable('never');
      }),
      handle(refused, () => {
        throw new TypeError('not this one');
      }),
    ]);
    const first = await stage.client.enqueue(hopeless, { n: 1 });
    const second = await stage.client.enqueue(refused, { n: 1 });
    expect(await stage.reached(first.id, 'dead')).toMatchObject({ attempt: 1, error: { code: 'UNRECOVERABLE' } });
    expect(await stage.reached(second.id, 'dead')).toMatchObject({ attempt: 1, error: { code: 'TypeError' } });
  });

  it('is tried again when its own policy throws', async () => {
    const stage = new Stage(nats().url);
    const broken = (): never => {
      throw new Error('policy is broken');
    };
    const job = stage.job('break-policy', { input: Input, attempts: 2, backoff: broken, retryIf: broken });
    await stage.begin();
    await stage.worker([handle(job, broken, broken)]);
    const { id } = await stage.client.enqueue(job, { n: 1 });
    expect(await stage.reached(id, 'dead')).toMatchObject({ attempt: 2 });
    await stage.empty();
  });

  it('times out: its signal aborts first, then the attempt fails, also when it then returns', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('take-long', { ...quickly, attempts: 1, timeout: '200ms' });
    await stage.begin();
    let reason: unknown;
    const waits = handle(job, async (_, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      reason = signal.reason;
    });
    await stage.worker([waits]);
    const { id } = await stage.client.enqueue(job, { n: 1 });
    expect(await stage.reached(id, 'dead')).toMatchObject({ error: { code: 'JOB_TIMED_OUT' } });
    expect(reason).toMatchObject({ code: 'JOB_TIMED_OUT' });
  });
});

describe('a bad message', () => {
  it('is dead-lettered with its reason and blocks nothing', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('be-good', quickly);
    await stage.begin();
    await stage.worker([handle(job, () => {})], { slots: 1 });
    const subject = (name: string, id: string) => `jobs.${stage.name}.ready.work.normal.${name}.-.${id}`;
    const { jetstream } = stage.broker;
    await jetstream.publish(subject('be-good', 'no-json'), '{"input":');
    await jetstream.publish(subject('be-good', 'no-envelope'), '[1]');
    await jetstream.publish(subject('be-good', 'wrong-input'), JSON.stringify({ input: { n: 'x' }, enqueuedAt: 1 }));
    await jetstream.publish(subject('be-unknown', 'unknown'), JSON.stringify({ input: {}, enqueuedAt: 1 }));
    await jetstream.publish(`jobs.${stage.name}.ready.work.normal.short`, 'no job at all');
    const good = await stage.client.enqueue(job, { n: 1 });
    await stage.reached(good.id, 'succeeded');
    await stage.empty();
    expect(await stage.deadLetter('no-json')).toMatchObject({
      error: { code: 'MESSAGE_INVALID' },
      raw: btoa('{"input":'),
    });
    expect(await stage.deadLetter('no-envelope')).toMatchObject({ error: { code: 'MESSAGE_INVALID' } });
    expect(await stage.deadLetter('wrong-input')).toMatchObject({ error: { code: 'INPUT_INVALID' } });
    expect(await stage.deadLetter('unknown')).toMatchObject({ error: { code: 'UNKNOWN_JOB_TYPE' } });
    const { state } = await stage.broker.manager.streams.info('DEAD', {
      subjects_filter: `dead.${stage.name}.work.short.*`,
    });
    expect(Object.keys(state.subjects ?? {})).toHaveLength(1);
  });
});

describe('the slots of a queue', () => {
  it('take more urgent jobs first, and every tenth from below', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('be-ranked', quickly);
    await stage.begin({ priorities: ['critical', 'normal'] });
    const of = (count: number, priority: 'critical' | 'normal') =>
      stage.client.enqueueMany(
        job,
        Array.from({ length: count }, (_, n) => ({ n })),
        { priority, tags: [priority] },
      );
    await of(30, 'normal');
    await of(60, 'critical');
    const order: string[] = [];
    // Slower than what is fetched ahead, so that each slot is asked for by itself.
    const run = handle(job, async (_, { tags }) => {
      order.push(tags[0]!);
      await new Promise((resolve) => setTimeout(resolve, order.length < 3 ? 150 : 110));
      stage.look();
    });
    await stage.worker([run], { slots: 4 });
    await stage.until(() => order.length >= 40);
    const below = order.slice(0, 40).filter((priority) => priority === 'normal').length;
    expect(below).toBeGreaterThanOrEqual(2);
    expect(below).toBeLessThanOrEqual(8);
  });

  it('hold no more of slow jobs than run, but one more per priority', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('be-slow', quickly);
    await stage.begin();
    const worker = await stage.worker([handle(job, () => new Promise((resolve) => setTimeout(resolve, 150)))], {
      slots: 2,
    });
    let most = 0;
    worker.on('started', () => (most = Math.max(most, worker.inHand)));
    const jobs = await stage.client.enqueueMany(
      job,
      Array.from({ length: 12 }, (_, n) => ({ n })),
    );
    await Promise.all(jobs.map(({ id }) => stage.reached(id, 'succeeded')));
    expect(most).toBeLessThanOrEqual(2 + 2 + 2);
  });
});

describe('a worker that stops', () => {
  it('loses nothing and spends no attempt of what it did not finish', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('be-stopped', { ...quickly, attempts: 1 });
    await stage.begin();
    const run = handle(job, ({ n }, { signal }) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, n === 0 ? 60_000 : 5);
        signal.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason as Error)));
      }).then(() => stage.look()),
    );
    const first = await stage.worker([run], { slots: 5 });
    const jobs = await stage.client.enqueueMany(
      job,
      Array.from({ length: 400 }, (_, n) => ({ n })),
    );
    await stage.until(() => stage.events.some(({ state }) => state === 'succeeded'));
    await first.stop({ graceMs: 50 });
    expect(first.inHand).toBe(0);
    expect(stage.events.find(({ id, state }) => id === jobs[0]!.id && state === 'queued')).toMatchObject({
      attempt: 1,
      run: { outcome: 'interrupted' },
    });
    const quick = handle(job, () => {});
    await stage.worker([quick]);
    const ended = await Promise.all(jobs.map(({ id }) => stage.reached(id, 'succeeded')));
    expect(ended.every(({ attempt, delivery }) => attempt === 1 && delivery === 1)).toBe(true);
    await stage.empty();
  });
});

describe('a repeated attempt', () => {
  it('enqueues no child a second time, whatever their order, and new ones once', async () => {
    const stage = new Stage(nats().url);
    const parent = stage.job('have-children', quickly);
    const child = stage.job('be-child', { ...quickly, queue: 'nursery' });
    await stage.begin();
    const children: number[] = [];
    await stage.worker([
      handle(parent, async (_, job) => {
        const inputs = job.attempt === 1 ? [{ n: 1 }, { n: 2 }, { n: 2 }] : [{ n: 2 }, { n: 3 }, { n: 1 }, { n: 2 }];
        await job.enqueueMany(child, inputs);
        if (job.attempt === 1) throw new Error('again');
      }),
      handle(child, ({ n }) => {
        children.push(n);
        stage.look();
      }),
    ]);
    const { id } = await stage.client.enqueue(parent, { n: 0 });
    await stage.reached(id, 'succeeded');
    await stage.empty();
    expect(children.toSorted((a, b) => a - b)).toEqual([1, 2, 2, 3]);
  });
});
