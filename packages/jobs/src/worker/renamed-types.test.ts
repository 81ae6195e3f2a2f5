import { afterEach, describe, expect, it } from '@jest/globals';
import { defineJob, fixed } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle, handleMany } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);

const input = z.object({ n: z.int() });

/** A type that was `fetch-live` once, and producers that still say so. */
async function setup({ batch }: { batch?: { size: number } } = {}) {
  const stage = new Stage(nats().url);
  const former = `${stage.name}.fetch-live`;
  const policy = { input, backoff: fixed('250ms'), unique: { by: ({ n }: { n: number }) => n } };
  const renamed = stage.job('poll-live', { ...policy, aliases: [former], version: 2, upgrade: { 1: plusOne }, batch });
  const old = defineJob({ ...policy, type: former, summary: 'of another time', queue: 'work' });
  await stage.begin();
  return { stage, renamed, old, former };
}

function plusOne(old: unknown): unknown {
  return { n: input.parse(old).n + 1 };
}

describe('a job that was enqueued under a former name of its type', () => {
  it('is run by the new handler, through the upgrades of the contract, and keeps its name', async () => {
    const { stage, renamed, old, former } = await setup();
    const ran: unknown[] = [];
    await stage.worker([handle(renamed, ({ n }, { type }) => void ran.push({ n, type }))]);
    const { id } = await stage.client.enqueue(old, { n: 1 });
    expect(await stage.reached(id, 'succeeded')).toMatchObject({ type: former });
    const own = await stage.client.enqueue(renamed, { n: 7 });
    expect(await stage.reached(own.id, 'succeeded')).toMatchObject({ type: renamed.type });
    expect(ran).toEqual([
      { n: 2, type: former },
      { n: 7, type: renamed.type },
    ]);
    await stage.empty();
  });

  it('is run when its time has come, and when it is tried again', async () => {
    const { stage, renamed, old } = await setup();
    const { id, subject } = await stage.client.enqueue(old, { n: 1 }, { delay: '300ms' });
    expect(subject).toContain('.later.work.normal.fetch-live.');
    const attempts: number[] = [];
    await stage.worker([
      handle(renamed, (_, { attempt }) => {
        attempts.push(attempt);
        if (attempt === 1) throw new Error('not yet');
      }),
    ]);
    await stage.reached(id, 'succeeded');
    expect(attempts).toEqual([1, 2]);
    await stage.empty();
  });

  it('is dead under that name when it fails for good', async () => {
    const { stage, renamed, old, former } = await setup();
    await stage.worker([
      handle(renamed, () => {
        throw new Error('never');
      }),
    ]);
    const { id } = await stage.client.enqueue(old, { n: 1 }, { attempts: 1 });
    await stage.reached(id, 'dead');
    await stage.empty();
    expect(await stage.deadLetter(id)).toMatchObject({ type: former });
  });

  it('is run in a batch', async () => {
    const { stage, renamed, old } = await setup({ batch: { size: 2 } });
    await stage.worker([handleMany(renamed, (batch) => batch.each(() => undefined))]);
    const { id } = await stage.client.enqueue(old, { n: 1 });
    await stage.reached(id, 'succeeded');
  });

  it('holds its unique key under that name alone', async () => {
    const { stage, renamed, old } = await setup();
    await stage.client.enqueue(old, { n: 1 });
    expect(await stage.client.enqueue(old, { n: 1 })).toMatchObject({ duplicate: true });
    expect(await stage.client.enqueue(renamed, { n: 1 })).toMatchObject({ duplicate: false });
  });
});
