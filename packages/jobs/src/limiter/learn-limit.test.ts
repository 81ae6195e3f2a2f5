import { afterEach, describe, expect, it } from '@jest/globals';
import type { LimitStatus } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import type { LearnedLimit } from './learn-limit.js';
import { Limiter } from './limiter.js';

const nats = natsForTest();
afterEach(closeStages);

const DAY_MS = 86_400_000;

/** Runs a job that gets a response with these headers; resolves with what it learned of a limit of 1,000 a day. */
async function learned(
  headers: Record<string, string>,
): Promise<{ learned: LearnedLimit; status: LimitStatus; now: number }> {
  const stage = new Stage(nats().url);
  const limit = { name: 'upstream', windows: [{ limit: 1_000, perMs: DAY_MS, kind: 'utc-day' as const }] };
  const ask = stage.job('ask-upstream', { input: z.object({}) });
  await stage.begin();
  const limiter = new Limiter({ broker: stage.broker });
  limiter.start();
  stage.onClose(() => limiter.stop());
  const told = new Promise<Awaited<ReturnType<typeof learned>>>((resolve, reject) => {
    void stage
      .worker(
        [
          handle(ask, async (_, job) => {
            const upstream = job.limit('upstream');
            await upstream.status();
            const now = stage.broker.clock.now();
            resolve({ learned: await upstream.learn(new Headers(headers)), status: await upstream.status(), now });
          }),
        ],
        { limits: [limit] },
      )
      .catch(reject);
  });
  await stage.client.enqueue(ask, {});
  return told;
}

describe('what an upstream states of a limit', () => {
  it('closes it until the upstream may be asked again', async () => {
    const { learned: said, status, now } = await learned({ 'retry-after': '60' });
    expect(said).toEqual({ closedForMs: 60_000, day: undefined });
    expect(status).toMatchObject({
      granted: false,
      reason: 'the upstream says when to come back',
      dayRemaining: 1_000,
    });
    expect(status.closedUntil! - now).toBeGreaterThan(59_000);
    expect(status.closedUntil! - now).toBeLessThan(61_000);
  });

  it('closes it for a day at most', async () => {
    expect((await learned({ 'retry-after': '99999999' })).learned).toMatchObject({ closedForMs: DAY_MS });
  });

  it('closes it where nothing is left, and corrects the count of the day', async () => {
    const { learned: said, status } = await learned({
      ratelimit: '"burst";r=0;t=5, "daily";r=400;t=7200',
      'ratelimit-policy': '"burst";q=10;w=10, "daily";q=500;w=86400',
    });
    expect(said).toEqual({ closedForMs: 5_000, day: { dayRemaining: 400, dayLimit: 500 } });
    expect(status).toMatchObject({ granted: false, reason: 'the upstream says nothing is left', dayRemaining: 400 });
  });

  it('changes nothing where the upstream states nothing', async () => {
    const { learned: said, status } = await learned({ 'content-type': 'text/plain' });
    expect(said).toEqual({ closedForMs: undefined, day: undefined });
    expect(status).toMatchObject({ granted: true, dayRemaining: 1_000 });
  });
});
