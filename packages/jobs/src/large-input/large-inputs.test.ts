import { afterEach, describe, expect, it } from '@jest/globals';
import { Objm } from '@nats-io/obj';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { inputBucket } from '@kickoff/contracts';
import { newJobId } from '../job/job-id.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { SUBJECT_KEY } from './large-inputs.js';
import { sweepInputs } from './sweep-inputs.js';

const nats = natsForTest();
afterEach(closeStages);

const LARGE = 'ü'.repeat(600_000);

async function setup() {
  const stage = new Stage(nats().url);
  const input = z.object({ text: z.string(), fails: z.boolean().default(false) });
  const read = stage.job('read-book', { input, attempts: 2, backoff: () => 250, largeInput: true });
  const small = stage.job('read-letter', { input });
  await stage.begin();
  const bucket = await new Objm(stage.broker.jetstream).open(inputBucket(stage.name));
  /** Subjects of the jobs that they belong to. */
  const stored = async () => (await bucket.list()).map(({ metadata }) => metadata![SUBJECT_KEY]);
  const names = async () => (await bucket.list()).map(({ name }) => name);
  const texts: string[] = [];
  const work = () =>
    stage.worker([
      handle(read, ({ text, fails }) => {
        texts.push(text);
        if (fails) throw new Error('illegible');
      }),
      handle(small, () => {}),
    ]);
  return { stage, read, small, bucket, stored, names, texts, work };
}

describe('an input that is too large for a message', () => {
  it('reaches its handler whole and goes when its job has succeeded; a small one never is in the store', async () => {
    const { stage, read, stored, texts, work } = await setup();
    const large = await stage.client.enqueue(read, { text: LARGE });
    const small = await stage.client.enqueue(read, { text: 'short' });
    expect(await stored()).toEqual([large.subject]);
    await work();
    await stage.reached(large.id, 'succeeded');
    await stage.reached(small.id, 'succeeded');
    expect(texts.toSorted((a, b) => a.length - b.length)).toEqual(['short', LARGE]);
    await stage.empty();
    while ((await stored()).length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it('is there for the next attempt, and stays with the dead letter', async () => {
    const { stage, read, stored, texts, work } = await setup();
    const job = await stage.client.enqueue(read, { text: LARGE, fails: true });
    await work();
    await stage.reached(job.id, 'dead');
    await stage.empty();
    expect(texts).toEqual([LARGE, LARGE]);
    const letter = await stage.deadLetter(job.id);
    expect(letter).toMatchObject({ error: { message: 'illegible' }, envelope: { storedInput: {} } });
    expect(await sweepInputs(stage.broker, stage.name, 0)).toBe(0);
    expect(await stored()).toEqual([job.subject]);
  });

  it('is refused where the contract does not allow it, in a flow, and over 64 MB', async () => {
    const { stage, read, small, stored } = await setup();
    await expect(stage.client.enqueue(small, { text: LARGE })).rejects.toMatchObject({ code: 'MESSAGE_INVALID' });
    await expect(stage.client.batch('books', [read.with({ text: LARGE })]).start()).rejects.toThrow('largeInput');
    await expect(stage.client.enqueue(read, { text: 'x'.repeat(64 * 1024 * 1024) })).rejects.toThrow('67108864');
    expect(await stored()).toEqual([]);
  });

  it('is not touched by another enqueue of the same id', async () => {
    const { stage, read, texts, work } = await setup();
    const id = newJobId(Date.now());
    await stage.client.enqueue(read, { text: LARGE }, { id });
    expect(await stage.client.enqueue(read, { text: `${LARGE}!` }, { id })).toMatchObject({ id, duplicate: true });
    await work();
    await stage.reached(id, 'succeeded');
    expect(texts).toEqual([LARGE]);
  });

  it('that is gone makes its job a dead letter that says so', async () => {
    const { stage, read, bucket, names, texts, work } = await setup();
    const job = await stage.client.enqueue(read, { text: LARGE });
    await bucket.delete((await names())[0]!);
    await work();
    await stage.reached(job.id, 'dead');
    await stage.empty();
    expect(texts).toEqual([]);
    expect((await stage.deadLetter(job.id))?.error.message).toContain('no longer in the object store');
  });

  it('is swept once nobody needs it, and leaves nothing', async () => {
    const { stage, read, stored } = await setup();
    const waiting = await stage.client.enqueue(read, { text: LARGE });
    const cancelled = await stage.client.enqueue(read, { text: LARGE });
    await stage.client.cancel(cancelled);
    expect(await sweepInputs(stage.broker, stage.name, 60_000)).toBe(0);
    expect(await sweepInputs(stage.broker, stage.name, 0)).toBe(1);
    expect(await stored()).toEqual([waiting.subject]);
    const { state } = await stage.broker.manager.streams.info(`OBJ_${inputBucket(stage.name)}`, {
      subjects_filter: '$O.*.M.>',
    });
    expect(Object.keys(state.subjects ?? {})).toHaveLength(1);
  });
});
