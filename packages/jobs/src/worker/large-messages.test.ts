import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);

/** Just below what the server takes: 1 MB, less room for the subject and a header or two. */
const ALMOST_1_MB = 1_048_576 - 300;
/** About what `enqueue` lets through. */
const LARGEST_INPUT = 982_000;

async function setup() {
  const stage = new Stage(nats().url);
  const input = z.object({ n: z.int(), text: z.string().optional() });
  const fail = stage.job('fail-large', { input, attempts: 2, backoff: () => 250 });
  const good = stage.job('be-good', { input });
  await stage.begin();
  const runs: number[] = [];
  const hooks: string[] = [];
  await stage.worker(
    [
      handle(
        fail,
        (_, job) => {
          runs.push(job.attempt);
          // With what the run says, its event is larger than one message.
          for (let line = 0; line < 10; line += 1) job.log.info('x'.repeat(10_000));
          throw new Error('too much');
        },
        (error) => void hooks.push(error.message),
      ),
      handle(good, () => {}),
    ],
    { slots: 1 },
  );
  /** A message of a producer that does not use the SDK. */
  const publish = (name: string, id: string, body: string) =>
    stage.broker.jetstream.publish(`jobs.${stage.name}.ready.work.normal.${name}.-.${id}`, body);
  /** Nothing is in the way of those behind it, and it died once. */
  const diedOnce = async (id: string): Promise<void> => {
    const behind = await stage.client.enqueue(good, { n: 1 });
    await stage.reached(behind.id, 'succeeded');
    await stage.reached(id, 'dead');
    await stage.empty();
    expect(stage.states(id).filter((state) => state === 'dead')).toHaveLength(1);
    const { state } = await stage.broker.manager.streams.info('DEAD', { subjects_filter: `dead.${stage.name}.>` });
    expect(Object.values(state.subjects ?? {})).toEqual([1]);
  };
  return { stage, fail, runs, hooks, publish, diedOnce };
}

describe('a message of almost 1 MB', () => {
  it('that is garbage ends as a dead letter with its beginning', async () => {
    const { stage, runs, publish, diedOnce } = await setup();
    await publish('fail-large', 'garbage', 'x'.repeat(ALMOST_1_MB));
    await diedOnce('garbage');
    const letter = await stage.deadLetter('garbage');
    expect(letter).toMatchObject({ error: { code: 'MESSAGE_INVALID' } });
    expect(atob(letter!.raw!)).toBe('x'.repeat(64 * 1024));
    expect(runs).toEqual([]);
  });

  it('that is a job without room for a retry ends as a dead letter after its first attempt', async () => {
    const { stage, runs, hooks, publish, diedOnce } = await setup();
    const around = JSON.stringify({ input: { n: 1, text: '' }, enqueuedAt: 1 }).length;
    const text = 'x'.repeat(ALMOST_1_MB - around);
    await publish('fail-large', 'no-room', JSON.stringify({ input: { n: 1, text }, enqueuedAt: 1 }));
    await diedOnce('no-room');
    const letter = await stage.deadLetter('no-room');
    expect(letter).toMatchObject({ error: { message: 'too much' }, attempt: 1 });
    expect(atob(letter!.raw!)).toMatch(/^\{"input":\{"n":1,"text":"x+$/);
    expect([runs, hooks]).toEqual([[1], ['too much']]);
  });

  it('that is of an unknown type ends as a dead letter', async () => {
    const { stage, publish, diedOnce } = await setup();
    await publish('be-unknown', 'unknown', 'x'.repeat(ALMOST_1_MB));
    await diedOnce('unknown');
    expect(await stage.deadLetter('unknown')).toMatchObject({ error: { code: 'UNKNOWN_JOB_TYPE' } });
  });
});

describe('a job of the largest input that enqueue takes', () => {
  it('is tried again, then dead with its whole input', async () => {
    const { stage, fail, runs, hooks, diedOnce } = await setup();
    const text = 'x'.repeat(LARGEST_INPUT);
    const { id } = await stage.client.enqueue(fail, { n: 1, text });
    await diedOnce(id);
    expect(stage.states(id)).toContain('retrying');
    const letter = await stage.deadLetter(id);
    expect(letter).toMatchObject({ error: { message: 'too much' }, attempt: 2, envelope: { input: { n: 1 } } });
    expect(letter!.envelope!.input).toEqual({ n: 1, text });
    expect([runs, hooks]).toEqual([[1, 2], ['too much']]);
  });
});
