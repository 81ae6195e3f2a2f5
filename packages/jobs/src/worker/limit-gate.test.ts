import { afterEach, describe, expect, it } from '@jest/globals';
import { HEADERS, jobsStream } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { Limiter } from '../limiter/limiter.js';
import { parseParkedFor } from '../limiter/promote-parked.js';
import { lastMessage } from '../broker/stream-lookup.js';
import { closeStages, Stage } from '../stage/stage.js';
import { mostWithin } from '../stage/most-within.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);

const Input = z.object({ n: z.int(), user: z.string() });
type Input = z.infer<typeof Input>;
const by = ({ user }: Input) => user;

/** With a limiter of its own, as the scheduler service runs it. */
async function stageWith(prepare: (stage: Stage) => void, replicas = 1): Promise<Stage> {
  const stage = new Stage(nats().url);
  prepare(stage);
  await stage.begin({ priorities: ['high', 'normal'] });
  for (let replica = 0; replica < replicas; replica += 1) {
    const limiter = new Limiter({ broker: stage.broker });
    limiter.start();
    stage.onClose(() => limiter.stop());
  }
  return stage;
}

const inputs = (count: number, user: (n: number) => string): Input[] =>
  Array.from({ length: count }, (_, n) => ({ n, user: user(n) }));

describe('a rate limit of a contract', () => {
  it('lets no more start in any window over two workers, and runs every job on its first attempt', async () => {
    let job!: ReturnType<typeof define>;
    const define = (stage: Stage) =>
      stage.job('ask-upstream', {
        input: Input,
        attempts: 1,
        rateLimit: [
          { name: 'upstream', limit: 20, per: '1s' },
          { name: 'upstream', limit: 45, per: '4s' },
        ],
      });
    const stage = await stageWith((made) => (job = define(made)), 2);
    const starts: number[] = [];
    const done = new Set<number>();
    const run = handle(job, ({ n }) => {
      starts.push(performance.now());
      done.add(n);
      stage.look();
    });
    await Promise.all([stage.worker([run]), stage.worker([run])]);
    await stage.client.enqueueMany(
      job,
      inputs(100, () => 'anyone'),
    );
    await stage.until(() => done.size === 100);
    expect(starts).toHaveLength(100);
    expect(mostWithin(starts, 1_000)).toBeLessThanOrEqual(20);
    expect(mostWithin(starts, 4_000)).toBeLessThanOrEqual(45);
    await stage.empty();
    expect(stage.events.filter(({ state }) => state === 'dead')).toEqual([]);
    expect(new Set(stage.events.map(({ attempt }) => attempt))).toEqual(new Set([1]));
  });

  it('tells in the record why a job waits, and lets other types pass', async () => {
    const limits = { rateLimit: [{ name: 'slow-one', limit: 1, per: '3s' as const }] };
    let slow!: ReturnType<typeof define>;
    let quick!: ReturnType<typeof define>;
    const define = (stage: Stage, name: string, terms: object = {}) => stage.job(name, { input: Input, ...terms });
    const stage = await stageWith((made) => {
      slow = define(made, 'ask-slowly', limits);
      quick = define(made, 'be-quick');
    });
    await stage.worker([handle(slow, () => {}), handle(quick, () => {})], { slots: 1 });
    const [first, second, third] = await stage.client.enqueueMany(
      slow,
      inputs(3, () => 'anyone'),
    );
    await stage.reached(first!.id, 'succeeded');
    const parked = await stage.reached(third!.id, 'scheduled');
    expect(parked.reason).toMatch(/^waits for rate limit slow-one, [23](nd|rd) in line, about \d+(\.\d)? s$/);
    const stored = await lastMessage(stage.broker.connection, jobsStream(stage.name), `jobs.${stage.name}.later.>`);
    expect(parseParkedFor(stored!.headers.get(HEADERS.waitsFor))).toMatchObject({ priority: 'high', key: '' });
    const { id } = await stage.client.enqueue(quick, { n: 9, user: 'x' });
    await stage.reached(id, 'succeeded');
    expect(stage.states(third!.id)).toEqual(['scheduled']);
    // Promoted in order, long before the backstop of a minute.
    const [secondDone, thirdDone] = await Promise.all(
      [second!, third!].map((one) => stage.reached(one.id, 'succeeded')),
    );
    expect(secondDone!.attempt).toBe(1);
    expect(thirdDone!.run!.startedAt! - secondDone!.run!.startedAt!).toBeGreaterThanOrEqual(2_900);
    await stage.empty();
  });
});

describe('a concurrency limit of a contract', () => {
  it('is kept per key over two workers, and one noisy key does not hold up the others', async () => {
    let job!: ReturnType<typeof define>;
    const define = (stage: Stage) =>
      stage.job('review-one', { input: Input, concurrency: [{ name: 'per-user', limit: 1, by }] });
    const stage = await stageWith((made) => (job = define(made)));
    const running = new Map<string, number>();
    const finished: string[] = [];
    let most = 0;
    const run = handle(job, async ({ user }) => {
      const now = (running.get(user) ?? 0) + 1;
      running.set(user, now);
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running.set(user, now - 1);
      finished.push(user);
      stage.look();
    });
    await Promise.all([stage.worker([run], { slots: 20 }), stage.worker([run], { slots: 20 })]);
    await stage.client.enqueueMany(
      job,
      inputs(300, () => 'noisy'),
    );
    await stage.client.enqueueMany(
      job,
      inputs(50, (n) => `quiet-${n}`),
    );
    await stage.until(() => finished.length === 350);
    expect(most).toBe(1);
    // The noisy user's jobs stand before all others in the queue.
    const lastQuiet = finished.findLastIndex((user) => user.startsWith('quiet'));
    const noisyBefore = finished.slice(0, lastQuiet).filter((user) => user === 'noisy').length;
    expect(noisyBefore).toBeLessThan(250);
    await stage.empty();
    expect(new Set(stage.events.map(({ attempt }) => attempt))).toEqual(new Set([1]));
  });
});

describe('without a limiter', () => {
  it('limited jobs are parked and others run', async () => {
    const stage = new Stage(nats().url);
    const limited = stage.job('be-limited', { input: Input, rateLimit: [{ name: 'any', limit: 1, per: '1s' }] });
    const free = stage.job('be-free', { input: Input });
    await stage.begin();
    await stage.worker([handle(limited, () => {}), handle(free, () => {})], { slots: 1 });
    const waiting = await stage.client.enqueue(limited, { n: 1, user: 'x' });
    const parked = await stage.reached(waiting.id, 'scheduled');
    expect(parked.reason).toBe('waits for limit any: no limiter answers');
    expect(parked.run).toBeUndefined();
    const other = await stage.client.enqueue(free, { n: 2, user: 'x' });
    await stage.reached(other.id, 'succeeded');
  });
});
