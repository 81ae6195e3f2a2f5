import { afterEach, describe, expect, it } from '@jest/globals';
import {
  deadStream,
  deadSubject,
  HEADERS,
  jobsStream,
  jobSubject,
  parseJobSubject,
  retriedSubject,
  Unrecoverable,
  type DeadLetter,
} from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { publish } from '../broker/publish.js';
import { deleteMessage, lastMessage } from '../broker/stream-lookup.js';
import { JobClient } from '../client/job-client.js';
import type { JobHandle } from '../client/enqueue-options.js';
import type { JobRecord, RecordedJob } from '../client/job-record.js';
import { registeredType } from '../inspect/registered-type.js';
import { move } from '../job/move.js';
import { asMovable } from '../job/stored-job.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { keepUnreadable } from './keep-unreadable.js';
import { readDeadLetter } from './read-dead-letter.js';
import { retryDeadLetter } from './retry-dead-letter.js';

const nats = natsForTest();
afterEach(closeStages);

const Input = z.object({ n: z.int() });

async function setup() {
  const stage = new Stage(nats().url);
  const plain = stage.job('count-up', { input: Input, attempts: 2, backoff: () => 50, tags: () => ['counted'] });
  const unique = stage.job('be-unique', { input: Input, unique: { by: () => 'one' } });
  const throttled = stage.job('be-rare', { input: Input, unique: { by: () => 'one', for: '10m' } });
  const ordered = stage.job('keep-order', { input: Input, ordered: { by: () => 'one' } });
  await stage.begin({ buckets: true });
  const runs: { n: number; attempt: number }[] = [];
  const ill = { still: true };
  const gate = { open: () => {}, opened: Promise.resolve() };
  const run = (contract: typeof plain) =>
    handle(contract, async ({ n }, { attempt }) => {
      runs.push({ n, attempt });
      stage.look();
      if (n > 0) await gate.opened;
      else if (ill.still) throw new (contract === plain ? Error : Unrecoverable)('upstream is down');
    });
  await stage.worker([run(plain), run(unique), run(throttled), run(ordered)]);
  const { connection } = stage.broker;
  const gone = async ({ id }: JobHandle) => {
    // The letter is there before its worker lets go of the job.
    while ((await stage.unfinishedOf(id)) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  /** A job that died. */
  const dead = async (contract: typeof plain): Promise<JobHandle> => {
    const job = await stage.client.enqueue(contract, { n: 0 });
    await stage.reached(job.id, 'dead');
    await gone(job);
    return job;
  };
  const letterOf = async ({ id }: JobHandle) => (await readDeadLetter(connection, { id }))!;
  const forgetReceipt = async ({ id }: JobHandle, revision: number) => {
    const receipt = await lastMessage(connection, jobsStream(stage.name), retriedSubject(stage.name, id, revision));
    await deleteMessage(connection, jobsStream(stage.name), receipt!.sequence);
  };
  return { stage, plain, unique, throttled, ordered, runs, ill, gate, connection, dead, gone, letterOf, forgetReceipt };
}

describe('retrying a dead job', () => {
  it('runs it again as what it was, with all its attempts before it, and the letter goes', async () => {
    const { stage, plain, runs, ill, dead } = await setup();
    const job = await dead(plain);
    const died = await stage.reached(job.id, 'dead');
    ill.still = false;
    const retried = await stage.client.retry(job, { reason: 'upstream is back' });
    expect(retried).toEqual({ id: job.id, subject: job.subject, revision: died.revision + 1 });
    const end = await stage.reached(job.id, 'succeeded');
    expect(end).toMatchObject({ revision: died.revision + 1, attempt: 1, envelope: { tags: ['counted'] } });
    expect(runs.map(({ attempt }) => attempt)).toEqual([1, 2, 1]);
    expect(await stage.deadLetter(job.id)).toBeUndefined();
    expect(stage.events.find(({ id, state }) => id === job.id && state === 'queued')).toMatchObject({
      revision: died.revision + 1,
      reason: 'upstream is back',
    });
  });

  it('may be done by id, and again after each death', async () => {
    const { stage, plain, runs, ill, dead, gone } = await setup();
    const job = await dead(plain);
    for (let deaths = 2; deaths <= 3; deaths += 1) {
      await stage.client.retry(job.id);
      await stage.until(() => stage.states(job.id).filter((state) => state === 'dead').length === deaths);
      await gone(job);
    }
    ill.still = false;
    await stage.client.retry(job.id);
    await stage.reached(job.id, 'succeeded');
    expect(runs.map(({ attempt }) => attempt)).toEqual([1, 2, 1, 2, 1, 2, 1]);
  });

  it('says that there is no letter', async () => {
    const { stage, plain } = await setup();
    const job = await stage.client.enqueue(plain, { n: 0 }, { delay: '1h' });
    await expect(stage.client.retry(job)).rejects.toMatchObject({ code: 'DEAD_LETTER_NOT_FOUND' });
    await expect(stage.client.retry('nothing')).rejects.toMatchObject({ code: 'DEAD_LETTER_NOT_FOUND' });
  });
});

describe('a second retry of one letter', () => {
  it('does nothing, also when the retried job has ended and the broker has forgotten its message id', async () => {
    const { stage, plain, runs, ill, dead, letterOf, connection } = await setup();
    const job = await dead(plain);
    const letter = await letterOf(job);
    ill.still = false;
    await retryDeadLetter(stage.broker, letter);
    await stage.reached(job.id, 'succeeded');
    // What a message id keeps out for a minute must not be what this relies on.
    const { config } = await stage.broker.manager.streams.info(jobsStream(stage.name));
    await stage.broker.manager.streams.update(config.name, { ...config, duplicate_window: 100_000_000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect(retryDeadLetter(stage.broker, letter)).rejects.toMatchObject({ code: 'DEAD_LETTER_RETRIED' });
    expect(runs).toHaveLength(3);
    expect(await readDeadLetter(connection, { id: job.id })).toBeUndefined();
  });

  it('does nothing of the letter that a crash left, and removes it', async () => {
    const { stage, plain, runs, ill, dead, letterOf, connection } = await setup();
    const job = await dead(plain);
    const { letter } = await letterOf(job);
    ill.still = false;
    await stage.client.retry(job);
    await stage.reached(job.id, 'succeeded');
    await keep(stage, letter);
    await expect(stage.client.retry(job)).rejects.toMatchObject({ code: 'DEAD_LETTER_RETRIED' });
    expect(await readDeadLetter(connection, { id: job.id })).toBeUndefined();
    expect(runs).toHaveLength(3);
  });

  it('is known from the record when the receipt is gone', async () => {
    const { stage, plain, ill, dead, letterOf, forgetReceipt } = await setup();
    const job = await dead(plain);
    const { letter } = await letterOf(job);
    ill.still = false;
    await stage.client.retry(job);
    const end = await stage.reached(job.id, 'succeeded');
    await keep(stage, letter);
    await forgetReceipt(job, letter.revision);
    const record: JobRecord = { find: () => Promise.resolve(end as RecordedJob) };
    const client = new JobClient(stage.broker, { record });
    await expect(client.retry(job)).rejects.toMatchObject({ code: 'DEAD_LETTER_RETRIED' });
  });

  it('at the same time as others: one of them does it', async () => {
    const { stage, plain, runs, ill, dead, letterOf } = await setup();
    const job = await dead(plain);
    const letter = await letterOf(job);
    ill.still = false;
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => retryDeadLetter(stage.broker, letter)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'DEAD_LETTER_RETRIED' });
    await stage.reached(job.id, 'succeeded');
    expect(runs).toHaveLength(3);
  });
});

describe('a retry while the worker has not let go of the dead job', () => {
  /** An ending whose mover died after it had kept the letter. */
  async function ending() {
    const stage = new Stage(nats().url);
    const job = stage.job('die-halfway', { input: Input });
    await stage.begin();
    const { connection } = stage.broker;
    const enqueued = await stage.client.enqueue(job, { n: 0 });
    const address = parseJobSubject(enqueued.subject)!;
    const waiting = (await lastMessage(connection, jobsStream(stage.name), enqueued.subject))!;
    const moved = await move(connection, asMovable(waiting), { to: 'ended', ending: 'dead', reason: 'x' });
    if (moved.outcome !== 'moved') throw new Error('it was moved by somebody else');
    const { id, priority, key, queue } = address;
    await keep(stage, {
      id,
      type: job.type,
      queue,
      priority,
      key,
      revision: moved.revision,
      attempt: 1,
      diedAt: Date.now(),
      error: { code: 'Error', name: 'Error', message: 'x' },
      envelope: { input: { n: 0 }, enqueuedAt: Date.now() },
    });
    const letter = (await readDeadLetter(connection, { id }))!;
    return { stage, letter, sequence: moved.sequence, enqueued };
  }

  it('waits for it, then says that it is to be tried again, and has done nothing', async () => {
    const { stage, letter, enqueued } = await ending();
    await expect(retryDeadLetter(stage.broker, letter, { patienceMs: 300 })).rejects.toMatchObject({
      code: 'JOB_ENDING',
      retryAfterMs: 5_000,
    });
    expect(await stage.deadLetter(enqueued.id)).toBeDefined();
  });

  it('succeeds as soon as it has', async () => {
    const { stage, letter, sequence, enqueued } = await ending();
    const retried = retryDeadLetter(stage.broker, letter, { patienceMs: 20_000 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await deleteMessage(stage.broker.connection, jobsStream(stage.name), sequence);
    await expect(retried).resolves.toMatchObject({ id: enqueued.id, revision: letter.letter.revision + 1 });
    const stored = await lastMessage(stage.broker.connection, jobsStream(stage.name), enqueued.subject);
    expect(stored!.headers.get(HEADERS.ending)).toBeUndefined();
  });
});

describe('a retry of a job with a key', () => {
  it('keeps a unique key unique', async () => {
    const { stage, unique, ill, gate, dead } = await setup();
    const job = await dead(unique);
    gate.opened = new Promise<void>((resolve) => (gate.open = resolve));
    const holder = await stage.client.enqueue(unique, { n: 1 });
    await expect(stage.client.retry(job)).rejects.toMatchObject({ code: 'KEY_HELD', holder: holder.id });
    expect(await stage.deadLetter(job.id)).toBeDefined();
    gate.open();
    await stage.reached(holder.id, 'succeeded');
    while ((await stage.unfinishedOf(holder.id)) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    ill.still = false;
    await stage.client.retry(job);
    await stage.reached(job.id, 'succeeded');
  });

  it('is let in beside the lock of its own enqueue, and leaves that lock', async () => {
    const { stage, throttled, ill, dead } = await setup();
    const job = await dead(throttled);
    ill.still = false;
    await stage.client.retry(job);
    await stage.reached(job.id, 'succeeded');
    expect(await stage.client.enqueue(throttled, { n: 0 })).toMatchObject({ id: job.id, duplicate: true });
  });

  it('joins its line beside others', async () => {
    const { stage, ordered, ill, gate, dead, letterOf } = await setup();
    const job = await dead(ordered);
    expect((await letterOf(job)).letter.holdsKey).toBe(false);
    gate.opened = new Promise<void>((resolve) => (gate.open = resolve));
    const other = await stage.client.enqueue(ordered, { n: 1 });
    ill.still = false;
    await stage.client.retry(job);
    gate.open();
    await stage.reached(other.id, 'succeeded');
    await stage.reached(job.id, 'succeeded');
  });

  it('joins its line also when an operator ended it, who has not its code', async () => {
    const { stage, ordered, letterOf } = await setup();
    while (!(await registeredType(stage.broker, ordered.type))) await new Promise((resolve) => setTimeout(resolve, 10));
    const job = await stage.client.enqueue(ordered, { n: 0 }, { delay: '1h' });
    await stage.client.fail(job, 'not wanted');
    expect((await letterOf(job)).letter.holdsKey).toBe(false);
  });
});

describe('letters without a job to retry', () => {
  it('say what they are', async () => {
    const { stage, plain, dead, letterOf } = await setup();
    const subject = jobSubject({ ...parseJobSubject((await dead(plain)).subject)!, id: 'broken' });
    await keepUnreadable(stage.broker.connection, { subject, data: Buffer.from('{') }, 'is no JSON');
    const { state } = await stage.broker.manager.streams.info(deadStream(), { subjects_filter: '>' });
    const unreadable = Object.keys(state.subjects!).map((each) => each.split('.').at(-1)!);
    const letters = await Promise.all(unreadable.map((id) => readDeadLetter(stage.broker.connection, { id })));
    const found = letters.find((stored) => stored!.letter.subject === subject)!;
    await expect(stage.client.retry(found.letter.id)).rejects.toMatchObject({
      code: 'DEAD_LETTER_UNUSABLE',
      message: expect.stringContaining('nobody could read'),
    });
    const { letter } = await letterOf(await dead(plain));
    for (const [changed, message] of [
      [{ envelope: undefined }, 'has no input to run with'],
      [{ flow: 'f' }, 'belongs to flow f'],
    ] as const) {
      await expect(retryDeadLetter(stage.broker, { letter: { ...letter, ...changed }, sequence: 1 })).rejects.toThrow(
        message,
      );
    }
  });
});

describe('what stood against the job', () => {
  it('is forgotten: a cancel that came too late', async () => {
    const { stage, plain, ill, dead } = await setup();
    const job = await dead(plain);
    await stage.broker.connection.request(
      `announce.${stage.name}.cancel`,
      JSON.stringify({ id: job.id, reason: 'too late' }),
    );
    ill.still = false;
    await stage.client.retry(job);
    await stage.reached(job.id, 'succeeded');
  });
});

async function keep(stage: Stage, letter: DeadLetter): Promise<void> {
  const { id, queue } = letter;
  const name = letter.type.split('.')[1]!;
  await publish(stage.broker.connection, {
    subject: deadSubject({ workload: stage.name, queue, name, id }),
    headers: {},
    body: JSON.stringify(letter),
  });
}
