import { afterEach, describe, expect, it } from '@jest/globals';
import { headers } from '@nats-io/transport-node';
import { HEADERS } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { lastMessage } from '../broker/stream-lookup.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);
const MINUTE_MS = 60_000;

/** A worker of a type, and a registered type that no worker here serves. */
async function setup() {
  const stage = new Stage(nats().url);
  const known = stage.job('be-known', { input: z.object({}) });
  await stage.begin();
  const { jetstream, clock } = stage.broker;
  await jetstream.publish(`$KV.registry.${stage.name}.be-newer.v1`, '{}');
  await stage.worker([handle(known, () => {})]);
  const put = (id: string, values: Record<string, string> = {}) => {
    const built = headers();
    for (const [name, value] of Object.entries({ [HEADERS.revision]: '1', ...values })) built.set(name, value);
    const subject = `jobs.${stage.name}.ready.work.normal.be-newer.-.${id}`;
    return jetstream.publish(subject, JSON.stringify({ input: {}, enqueuedAt: 1 }), { headers: built });
  };
  const stored = (id: string) =>
    lastMessage(stage.broker.connection, `JOBS_${stage.name}`, `jobs.${stage.name}.*.*.*.be-newer.-.${id}`);
  return { stage, put, stored, now: () => clock.now() };
}

describe('a job of a registered type that no worker serves', () => {
  it('waits for one, and says since when', async () => {
    const { stage, put, stored, now } = await setup();
    const before = now();
    await put('waits');
    expect(await stage.reached('waits', 'scheduled')).toMatchObject({ reason: expect.stringContaining('no handler') });
    const since = Number((await stored('waits'))!.headers.get(HEADERS.unservedSince));
    expect(since).toBeGreaterThanOrEqual(before - 1_000);
    expect(since).toBeLessThanOrEqual(now() + 1_000);
  });

  it('keeps that time over returns, also from one worker to another', async () => {
    const { stage, put, stored, now } = await setup();
    const since = String(Math.round(now() - 9 * MINUTE_MS));
    await put('waits-long', { [HEADERS.unservedSince]: since });
    await stage.reached('waits-long', 'scheduled');
    expect((await stored('waits-long'))!.headers.get(HEADERS.unservedSince)).toBe(since);
  });

  it('is dead when none has come for ten minutes, however old it was before', async () => {
    const { stage, put, now } = await setup();
    await put('too-long', { [HEADERS.unservedSince]: String(Math.round(now() - 11 * MINUTE_MS)) });
    expect(await stage.reached('too-long', 'dead')).toMatchObject({ error: { code: 'UNKNOWN_JOB_TYPE' } });
    await stage.empty();
    expect(await stage.deadLetter('too-long')).toMatchObject({ type: `${stage.name}.be-newer` });
  });
});
