import { afterEach, describe, expect, it } from '@jest/globals';
import { jobsStream, parseJobSubject } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { readDirectBatch } from '../broker/direct-batch.js';
import { Limiter } from '../limiter/limiter.js';
import { BucketWriter } from '../registry/bucket-writer.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { PausePromoter } from './pause-promoter.js';
import type { PauseTarget } from './pause-target.js';

const nats = natsForTest();
afterEach(closeStages);

const Input = z.object({ n: z.int(), user: z.string().optional() });
type Input = z.infer<typeof Input>;

const HELD = 1_000;

async function setup({ buckets = true, promoter = true, slots = 5, limiter = false } = {}) {
  const stage = new Stage(nats().url);
  const plain = stage.job('be-plain', { input: Input, attempts: 1, losses: 1 });
  const other = stage.job('be-other', { input: Input });
  const elsewhere = stage.job('be-elsewhere', { input: Input, queue: 'second' });
  const ordered = stage.job('keep-order', { input: Input, ordered: { by: ({ user }) => user } });
  const unique = stage.job('be-unique', { input: Input, unique: { by: ({ n }) => n } });
  const brief = stage.job('be-brief', { input: Input, expiresIn: '1s' });
  const scarce = stage.job('be-scarce', { input: Input, concurrency: [{ name: 'one-at-once', limit: 1 }] });
  const types = { plain, other, elsewhere, ordered, unique, brief, scarce };
  await stage.begin({ buckets: buckets && promoter });
  if (!promoter) {
    const writer = new BucketWriter({ broker: stage.broker, everyMs: 50 });
    writer.start();
    stage.onClose(() => writer.stop());
  }
  if (limiter) {
    const replica = new Limiter({ broker: stage.broker });
    replica.start();
    stage.onClose(() => replica.stop());
  }
  const begun: string[] = [];
  const release = new Map<string, () => void>();
  /** Handlers run to their end at once, except of `HELD`: that waits for its `release`. */
  const handlers = Object.values(types).map((contract) =>
    handle(contract, async ({ n }: Input) => {
      const label = `${contract.name} ${n}`;
      begun.push(label);
      if (n < HELD) return;
      await new Promise<void>((resolve) => {
        release.set(label, resolve);
        stage.look();
      });
    }),
  );
  const work = () => stage.worker(handlers, { slots });
  /** Resolves when every worker's first words are registered, so that its types are known. */
  const known = async () => {
    for (;;) {
      const { state } = await stage.broker.manager.streams.info('KV_registry', {
        subjects_filter: `$KV.registry.${stage.name}.>`,
      });
      if (Object.keys(state.subjects ?? {}).length === Object.keys(types).length) return;
    }
  };
  const worker = await work();
  if (buckets) await known();
  const type = ({ type: name }: { type: string }): PauseTarget => ({ type: name });
  const parked = async (jobs: readonly { id: string }[], reason: string) => {
    for (const { id } of jobs) expect(await stage.reached(id, 'scheduled')).toMatchObject({ reason, attempt: 1 });
  };
  /** Ids of the jobs in `ready`, in order, when there are so many. */
  const queued = async (count: number): Promise<string[]> => {
    const filter = `jobs.${stage.name}.ready.>`;
    for (;;) {
      const messages = await readDirectBatch(stage.broker.connection, {
        stream: jobsStream(stage.name),
        fromSequence: 1,
        filter,
        batch: count + 1,
      });
      if (messages!.length === count) return messages!.map(({ subject }) => parseJobSubject(subject)!.id);
    }
  };
  const done = async (jobs: readonly { id: string }[]) => {
    for (const { id } of jobs) expect(await stage.reached(id, 'succeeded')).toMatchObject({ attempt: 1, delivery: 1 });
    await stage.empty();
    expect(stage.events.filter(({ state }) => state === 'dead')).toEqual([]);
  };
  return { stage, client: stage.client, begun, release, work, worker, type, parked, queued, done, ...types };
}

const inputs = (from: number, count: number): Input[] => Array.from({ length: count }, (_, n) => ({ n: from + n }));

describe('a paused job type', () => {
  it('has its jobs parked with the reason while others run, and promoted in order when it is resumed', async () => {
    const { stage, client, begun, type, plain, other, parked, done, worker, queued } = await setup();
    await client.pause(type(plain), { reason: 'the mail server moves', by: 'ada' });
    const jobs = await client.enqueueMany(plain, inputs(1, 300));
    await parked(jobs, 'paused: the mail server moves');
    await stage.reached((await client.enqueue(other, { n: 1 })).id, 'succeeded');
    expect(begun.filter((label) => label.startsWith('be-plain'))).toEqual([]);
    // The stream's order is what workers go by; each of them runs several jobs at once.
    await worker.pause('look at the order');
    await client.resume(type(plain), { by: 'grace' });
    expect(await queued(300)).toEqual(jobs.map(({ id }) => id));
    worker.resume('look at the order');
    await done(jobs);
  });

  it('lets what runs finish, and starts nothing that waited for a slot', async () => {
    const { stage, client, begun, release, type, plain, parked, done } = await setup({ slots: 1 });
    const running = await client.enqueue(plain, { n: HELD });
    await stage.until(() => release.size === 1);
    // The pull that stands open for the other priority brings one more than there are slots.
    const waiting = await client.enqueue(plain, { n: 1 }, { priority: 'high' });
    await client.pause(type(plain), { reason: 'stop' });
    release.get(`be-plain ${HELD}`)!();
    await stage.reached(running.id, 'succeeded');
    await parked([waiting], 'paused: stop');
    expect(begun).toEqual([`be-plain ${HELD}`]);
    await client.resume(type(plain));
    await done([waiting]);
  });

  it('keeps its delayed and retried jobs, and what a worker has parked that knew of the end too late', async () => {
    const { client, stage, type, plain, parked, done, begun } = await setup();
    await client.pause(type(plain), { reason: 'first' });
    const delayed = await client.enqueue(plain, { n: 1 }, { delay: '400ms' });
    await parked([delayed], 'paused: first');
    // Again and again, so that some jobs arrive between the two words.
    const jobs = [delayed];
    for (let round = 0; round < 10; round += 1) {
      jobs.push(...(await client.enqueueMany(plain, inputs(10 * (round + 1), 10))));
      await client.resume(type(plain));
      await client.pause(type(plain), { reason: `again ${round}` });
    }
    await client.resume(type(plain));
    await done(jobs);
    expect(begun).toHaveLength(101);
    expect(new Set(stage.events.map(({ attempt }) => attempt))).toEqual(new Set([1]));
  });

  it('has its jobs brought back by a scheduler that starts after it was resumed', async () => {
    const { stage, client, type, plain, parked, done } = await setup({ promoter: false });
    await client.pause(type(plain), { reason: 'wait' });
    const jobs = await client.enqueueMany(plain, inputs(1, 20));
    await parked(jobs, 'paused: wait');
    await client.resume(type(plain));
    expect(await stage.unfinished()).toBe(20);
    const promoters = [1, 2].map(() => new PausePromoter({ broker: stage.broker }));
    for (const promoter of promoters) {
      promoter.start();
      stage.onClose(() => promoter.stop());
    }
    await done(jobs);
  });

  it('holds up its ordered lines and keeps their order', async () => {
    const { client, begun, type, ordered, parked, done } = await setup();
    await client.pause(type(ordered), { reason: 'wait' });
    const jobs = await client.enqueueMany(
      ordered,
      inputs(1, 20).map(({ n }) => ({ n, user: `user-${n % 2}` })),
    );
    await parked(jobs, 'paused: wait');
    await client.resume(type(ordered));
    await done(jobs);
    for (const parity of [0, 1]) {
      const line = begun.map((label) => Number(label.split(' ')[1])).filter((n) => n % 2 === parity);
      expect(line).toEqual(line.toSorted((a, b) => a - b));
    }
  });

  it('lets its jobs expire and be cancelled', async () => {
    const { stage, client, type, brief, plain, parked } = await setup();
    await client.pause(type(brief), { reason: 'wait' });
    await client.pause(type(plain), { reason: 'wait' });
    const expiring = await client.enqueue(brief, { n: 1 });
    const cancelled = await client.enqueue(plain, { n: 1 });
    await parked([expiring, cancelled], 'paused: wait');
    expect(await client.cancel(cancelled, 'not needed')).toBe('cancelled');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await client.resume(type(brief));
    await stage.reached(expiring.id, 'expired');
    await stage.empty();
  });

  it('holds no slot of a limit', async () => {
    const { client, type, scarce, plain, parked, done } = await setup({ limiter: true });
    await client.pause(type(scarce), { reason: 'wait' });
    const jobs = await client.enqueueMany(scarce, inputs(1, 20));
    await parked(jobs, 'paused: wait');
    await client.resume(type(scarce));
    await done([...jobs, await client.enqueue(plain, { n: 1 })]);
  });
});

describe('a paused key', () => {
  it('holds up its jobs alone', async () => {
    const { stage, client, begun, ordered, unique, parked, done } = await setup();
    await client.pause({ type: ordered, key: 'noisy' }, { reason: 'too much' });
    await client.pause({ type: unique.type, key: 7 }, { reason: 'too often' });
    const noisy = await client.enqueue(ordered, { n: 1, user: 'noisy' });
    const seventh = await client.enqueue(unique, { n: 7 });
    const free = [await client.enqueue(ordered, { n: 2, user: 'quiet' }), await client.enqueue(unique, { n: 8 })];
    await parked([noisy], 'paused: too much');
    await parked([seventh], 'paused: too often');
    for (const { id } of free) await stage.reached(id, 'succeeded');
    expect(begun.toSorted()).toEqual(['be-unique 8', 'keep-order 2']);
    await client.resume({ type: ordered, key: 'noisy' });
    await client.resume({ type: unique, key: 7 });
    await done([noisy, seventh]);
  });
});

describe('a paused queue', () => {
  it('is not pulled, what was fetched goes back, and other queues go on', async () => {
    const { stage, client, begun, release, plain, elsewhere, worker, done } = await setup({ slots: 1 });
    const running = await client.enqueue(plain, { n: HELD });
    await stage.until(() => release.size === 1);
    const fetched = await client.enqueue(plain, { n: 1 }, { priority: 'high' });
    while (worker.inHand < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    await client.pause({ queue: `${stage.name}/work` }, { reason: 'too hot' });
    expect(await stage.reached(fetched.id, 'queued')).toMatchObject({ reason: 'paused: too hot', attempt: 1 });
    const waiting = await client.enqueueMany(plain, inputs(2, 5));
    release.get(`be-plain ${HELD}`)!();
    await stage.reached(running.id, 'succeeded');
    const free = await client.enqueue(elsewhere, { n: 1 });
    await stage.reached(free.id, 'succeeded');
    expect(begun).toEqual([`be-plain ${HELD}`, 'be-elsewhere 1']);
    expect(worker.isAccepting).toBe(true);
    worker.resume('nothing');
    await client.resume({ queue: `${stage.name}/work` });
    await done([fetched, ...waiting]);
  });

  it('stays paused for workers that start later and for those that were paused themselves', async () => {
    const { stage, client, begun, work, worker, plain, elsewhere, done } = await setup();
    await worker.pause('the database is away');
    await client.pause({ workload: stage.name }, { reason: 'maintenance' });
    worker.resume('the database is away');
    await work();
    const jobs = [...(await client.enqueueMany(plain, inputs(1, 5))), await client.enqueue(elsewhere, { n: 1 })];
    await client.pause({ queue: `${stage.name}/work` }, { reason: 'too hot' });
    await client.resume({ workload: stage.name });
    await stage.reached(jobs[5]!.id, 'succeeded');
    expect(begun).toEqual(['be-elsewhere 1']);
    await client.resume({ queue: `${stage.name}/work` });
    await done(jobs);
  });
});

describe('pausing', () => {
  it('is listed with who, when and why, and its history is kept', async () => {
    const { stage, client, type, plain, ordered } = await setup();
    const queue = { queue: `${stage.name}/work` };
    const before = stage.broker.clock.now();
    await client.pause(type(plain), { reason: 'one', by: 'ada' });
    await client.pause(queue, { reason: 'two', by: 'ada' });
    await client.pause({ type: ordered, key: 'x' }, { reason: 'three' });
    const mine = async () => (await client.pauses()).filter(({ workload }) => workload === stage.name);
    expect(await mine()).toMatchObject([
      { what: `type ${plain.type}`, reason: 'one', by: 'ada', paused: true },
      { what: `queue ${stage.name}/work`, reason: 'two' },
      { what: expect.stringMatching(/^key [0-9a-f]{16} of /), by: expect.stringContaining('@') },
    ]);
    expect((await mine())[0]!.at).toBeGreaterThanOrEqual(before - 5);
    await client.resume(queue, { reason: 'cool again', by: 'grace' });
    await client.resume(queue, { reason: 'once more', by: 'grace' });
    expect(await mine()).toHaveLength(2);
    const history = (await client.pauseHistory()).filter(({ what }) => what === `queue ${stage.name}/work`);
    expect(history.map(({ paused, by, reason }) => [paused, by, reason])).toEqual([
      [true, 'ada', 'two'],
      [false, 'grace', 'cool again'],
    ]);
  });

  it('is refused for what is not there, with the nearest name', async () => {
    const { stage, client, plain } = await setup();
    const { name } = stage;
    const refusals: [PauseTarget, string, string][] = [
      [{ queue: `${name}/wrok` }, 'PAUSE_TARGET_UNKNOWN', `no queue ${name}/wrok: no such queue; did you mean work?`],
      [{ type: `${name}.be-plian` }, 'PAUSE_TARGET_UNKNOWN', 'announced that type; did you mean be-plain?'],
      [{ workload: 'nobodys' }, 'PAUSE_TARGET_UNKNOWN', 'there is no workload nobodys'],
      [{ queue: 'work' }, 'CONFIGURATION_INVALID', 'pause.queue must be <workload>/<queue>, got "work"'],
      [{ type: 'be-plain' }, 'CONFIGURATION_INVALID', 'pause.type must be <workload>.<verb-noun>, got "be-plain"'],
      [{ type: plain, key: 1 }, 'CONFIGURATION_INVALID', 'is neither unique nor ordered by a key'],
    ];
    for (const [target, code, message] of refusals)
      await expect(client.pause(target, { reason: 'no' })).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
    await expect(client.pause({ workload: name }, { reason: '' })).rejects.toMatchObject({ code: 'MESSAGE_INVALID' });
    expect((await client.pauses()).filter(({ workload }) => workload === name)).toEqual([]);
  });

  it('says so when no scheduler service answers, and nothing of what is paused depends on one', async () => {
    const { client, type, plain } = await setup({ buckets: false });
    await expect(client.pause(type(plain), { reason: 'no' })).rejects.toMatchObject({ code: 'SCHEDULER_UNAVAILABLE' });
  });
});
