import { afterEach, describe, expect, it } from '@jest/globals';
import { jobCheckSubject, jobsStream, parseJobSubject } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { lastMessage } from '../broker/stream-lookup.js';
import { closeStages, Stage } from '../stage/stage.js';
import { isStillLast } from './is-still-last.js';
import { move, type MovableJob } from './move.js';
import { asMovable } from './stored-job.js';

const nats = natsForTest();
afterEach(closeStages);

/** A job that waits, and the next one, of which the stream's leader has stored nothing yet. */
async function setup() {
  const stage = new Stage(nats().url);
  const type = stage.job('wait', { input: z.object({}) });
  await stage.begin();
  const { connection } = stage.broker;
  const { subject } = await stage.client.enqueue(type, {});
  const stored = async (of: string) =>
    (await lastMessage(connection, jobsStream(stage.name), jobCheckSubject(parseJobSubject(of)!)))!;
  const job: MovableJob = { ...asMovable(await stored(subject)), ackSubject: 'of a worker that has it' };
  const id = job.address.id.replace(/.{4}$/, 'ffff');
  const coming: MovableJob = { ...job, address: { ...job.address, id }, sequence: job.sequence + 1 };
  return { connection, job, coming, enqueue: () => stage.client.enqueue(type, {}, { id }) };
}

const retry = { to: 'later', runAt: Date.now() + 60_000, attempt: 2, state: 'retrying' } as const;

describe('a job whose message the leader of its stream has not stored yet', () => {
  it('is not lost: its move waits for that', async () => {
    const { connection, coming, enqueue } = await setup();
    expect(await isStillLast(connection, coming)).toBe(true);
    const moving = move(connection, coming, retry);
    // The move has been refused once when this is answered.
    await isStillLast(connection, coming);
    await enqueue();
    expect(await moving).toMatchObject({ outcome: 'moved', revision: 2 });
  });

  it('is told apart from one that somebody else has moved, and from one that has ended', async () => {
    const { connection, job, enqueue } = await setup();
    expect(await isStillLast(connection, job)).toBe(true);
    expect(await move(connection, { ...job, ackSubject: undefined }, retry)).toMatchObject({ outcome: 'moved' });
    expect(await isStillLast(connection, job)).toBe(false);
    expect(await move(connection, job, retry)).toEqual({ outcome: 'lost' });
    await enqueue();
    const ended = { ...job, address: { ...job.address, id: job.address.id.replace(/.{4}$/, '0000') } };
    expect(await isStillLast(connection, ended)).toBe(false);
    expect(await move(connection, ended, retry)).toEqual({ outcome: 'lost' });
  });
});
