import { afterEach, describe, expect, it } from '@jest/globals';
import {
  exponential,
  fixed,
  RetryAfter,
  steps,
  SubjectMissing,
  Unrecoverable,
  type JobOptions,
  type StandardSchemaV1,
} from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);
const Input = z.object({});
/** How far our copy of the clock of the server may be off on a busy machine. */
const CLOCK_MS = 50;
const HOUR_MS = 3_600_000;

/** Runs one job that fails with what `failure` gives until that gives nothing. */
async function setup(
  policy: Partial<JobOptions<typeof Input, StandardSchemaV1<unknown, unknown>>>,
  failure: (attempt: number) => Error | undefined,
) {
  const stage = new Stage(nats().url);
  const contract = stage.job('fail-some', { input: Input, ...policy });
  await stage.begin();
  const startedAt: number[] = [];
  await stage.worker([
    handle(contract, (_, { attempt }) => {
      startedAt.push(stage.broker.clock.now());
      stage.look();
      const error = failure(attempt);
      if (error) throw error;
    }),
  ]);
  const { id } = await stage.client.enqueue(contract, {});
  const retries = () =>
    stage.events
      .filter((event) => event.state === 'retrying')
      .toSorted((a, b) => a.revision - b.revision)
      .map(({ at, runAt, run }) => ({ from: run!.startedAt!, at, runAt: runAt! }));
  return { stage, id, startedAt, retries };
}

describe('a job that failed', () => {
  it.each([
    ['fixed', fixed('300ms'), [300, 300, 300]],
    ['steps', steps('250ms', '400ms', '550ms'), [250, 400, 550]],
    ['exponential', exponential({ first: '250ms', factor: 2, max: '600ms', jitter: 0 }), [250, 500, 600]],
    ['a function', (attempt: number, error: unknown) => Number((error as Error).message) * attempt, [260, 520, 780]],
  ])('is retrying, with the time of its next attempt, by %s', async (_, backoff, delays) => {
    const { stage, id, startedAt, retries } = await setup({ attempts: 4, backoff }, (attempt) =>
      attempt < 4 ? new Error('260') : undefined,
    );
    expect(await stage.reached(id, 'succeeded')).toMatchObject({ attempt: 4 });
    expect(retries()).toHaveLength(3);
    for (const [index, { from, at, runAt }] of retries().entries()) {
      expect(runAt).toBeGreaterThanOrEqual(from + delays[index]!);
      expect(runAt).toBeLessThanOrEqual(at + delays[index]!);
      expect(startedAt[index + 1]! - runAt).toBeGreaterThanOrEqual(-CLOCK_MS);
    }
  });

  it('waits as long as its error says, in place of its back-off', async () => {
    const { stage, id, startedAt, retries } = await setup({ backoff: fixed('1h') }, (attempt) =>
      attempt === 1 ? new RetryAfter('429', 700) : undefined,
    );
    expect(await stage.reached(id, 'succeeded')).toMatchObject({ attempt: 2 });
    const [{ from, at, runAt }] = retries() as [{ from: number; at: number; runAt: number }];
    expect(runAt).toBeGreaterThanOrEqual(from + 700);
    expect(runAt).toBeLessThanOrEqual(at + 700);
    expect(startedAt[1]! - runAt).toBeGreaterThanOrEqual(-CLOCK_MS);
  });

  it('is dead all the same when its policy has no attempt left for an error that says when to come back', async () => {
    const refused = await setup({ retryIf: () => false }, () => new RetryAfter('429', 250));
    expect(await refused.stage.reached(refused.id, 'dead')).toMatchObject({
      attempt: 1,
      error: { code: 'RETRY_AFTER' },
    });
    const spent = await setup({ attempts: 2 }, () => new RetryAfter('429', 250));
    expect(await spent.stage.reached(spent.id, 'dead')).toMatchObject({ attempt: 2 });
  });
});

describe('retryUntil', () => {
  it('takes the place of a number of attempts, and ends the job whose next one would be due later', async () => {
    const { stage, id } = await setup(
      { retryUntil: '10m', backoff: (attempt) => (attempt < 6 ? 250 : HOUR_MS) },
      (attempt) => new Error(`no ${attempt}`),
    );
    expect(await stage.reached(id, 'dead')).toMatchObject({ attempt: 6, error: { message: 'no 6' } });
  });

  it('counts from the enqueue: what a delay took is gone', async () => {
    const stage = new Stage(nats().url);
    const contract = stage.job('come-late', { input: Input, retryUntil: '900ms', backoff: fixed('250ms') });
    await stage.begin();
    await stage.worker([handle(contract, () => Promise.reject(new Error('no')))]);
    const { id } = await stage.client.enqueue(contract, {}, { delay: '1s' });
    expect(await stage.reached(id, 'dead')).toMatchObject({ attempt: 1 });
  });

  it('holds beside a number of attempts that is given', async () => {
    const { stage, id } = await setup(
      { retryUntil: '10m', attempts: 2, backoff: fixed('250ms') },
      () => new Error('no'),
    );
    expect(await stage.reached(id, 'dead')).toMatchObject({ attempt: 2 });
  });
});

describe('a job whose subject is gone', () => {
  it('ends as cancelled, with the reason and no dead letter, where its contract says so', async () => {
    const { stage, id } = await setup({ deleteWhenMissing: true }, () => new SubjectMissing('order A-1 was deleted'));
    expect(await stage.reached(id, 'cancelled')).toMatchObject({
      attempt: 1,
      reason: 'SUBJECT_MISSING: order A-1 was deleted',
    });
    await stage.empty();
    expect(await stage.deadLetter(id)).toBeUndefined();
  });

  it('goes by its policy elsewhere', async () => {
    const { stage, id } = await setup({ attempts: 1 }, () => new SubjectMissing('order A-1 was deleted'));
    expect(await stage.reached(id, 'dead')).toMatchObject({ error: { code: 'SUBJECT_MISSING' } });
  });
});

describe('unlimited attempts', () => {
  it('end with an error that nothing can mend', async () => {
    const { stage, id } = await setup({ attempts: 'unlimited', backoff: fixed('250ms') }, (attempt) =>
      attempt < 5 ? new Error('no') : new Unrecoverable('never'),
    );
    expect(await stage.reached(id, 'dead')).toMatchObject({ attempt: 5, error: { code: 'UNRECOVERABLE' } });
  });
});
