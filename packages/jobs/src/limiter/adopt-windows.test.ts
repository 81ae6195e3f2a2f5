import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import type { JobLimit } from '../worker/job-context.js';
import { LimitClient } from './limit-client.js';
import { LimitDeferred } from './limit-deferred.js';
import { Limiter } from './limiter.js';

const nats = natsForTest();
afterEach(closeStages);

const LIMIT = { name: 'upstream', windows: [{ limit: 2, perMs: 60_000, kind: 'sliding' as const }] };
const FIVE = [{ limit: 5, perMs: 60_000, kind: 'sliding' as const }];

/** A limit by key of 2 a minute. */
async function setup() {
  const stage = new Stage(nats().url);
  const ask = stage.job('ask-upstream', { input: z.object({}) });
  await stage.begin();
  const { broker, name: workload } = stage;
  const limiter = () => {
    const replica = new Limiter({ broker });
    replica.start();
    stage.onClose(() => replica.stop());
    return replica;
  };
  const first = limiter();
  const user = new LimitClient({ connection: broker.connection, workload, clock: broker.clock });
  stage.onClose(() => user.close());
  const takesMoreOf = async (key: string) => {
    try {
      await user.take(LIMIT, { key, waiter: 'late' });
      return true;
    } catch (error) {
      if (error instanceof LimitDeferred) return false;
      throw error;
    }
  };
  return { stage, ask, first, limiter, user, takesMoreOf };
}

describe('windows that an upstream states', () => {
  it('hold for their key, and for a limiter that starts later', async () => {
    const { user, first, limiter, takesMoreOf } = await setup();
    await user.adopt(LIMIT, FIVE, 'euw');
    for (let take = 0; take < 4; take += 1) await user.take(LIMIT, { key: 'euw' });
    for (let take = 0; take < 2; take += 1) await user.take(LIMIT, { key: 'kr' });
    expect(await takesMoreOf('kr')).toBe(false);
    await first.stop();
    limiter();
    expect(await takesMoreOf('euw')).toBe(true);
    expect(await takesMoreOf('euw')).toBe(false);
  });

  it('let those start that wait, and count what was used before', async () => {
    const { user, takesMoreOf } = await setup();
    for (let take = 0; take < 2; take += 1) await user.take(LIMIT, { key: 'euw' });
    expect(await takesMoreOf('euw')).toBe(false);
    await user.adopt(LIMIT, [{ limit: 3, perMs: 60_000, kind: 'sliding' }], 'euw');
    expect(await takesMoreOf('euw')).toBe(true);
    expect(await takesMoreOf('euw')).toBe(false);
  });
});

describe('a limit by key, in a handler', () => {
  it('is closed, learnt, stated and shown for its key alone', async () => {
    const { stage, ask } = await setup();
    const until = new Date(Date.now() + 60_000);
    const told = new Promise<unknown>((resolve) => {
      const look = async (limit: JobLimit) => {
        await limit.close(until, 'for a while', { key: 'euw' });
        await limit.learn(new Headers({ 'retry-after': '60' }), { key: 'kr' });
        await limit.adopt([{ limit: 1, per: '1h' }], { key: 'na' });
        const refused = await limit.adopt([], { key: 'na' }).catch((error: unknown) => error);
        const status = await Promise.all(['euw', 'kr', 'na', 'jp'].map((key) => limit.status({ key })));
        return { refused, status };
      };
      void stage.worker([handle(ask, async (_, job) => resolve(await look(job.limit('upstream'))))], {
        limits: [LIMIT],
      });
    });
    await stage.client.enqueue(ask, {});
    expect(await told).toMatchObject({
      refused: { code: 'CONFIGURATION_INVALID', path: 'limit.upstream.adopt' },
      status: [
        { granted: false, reason: 'for a while' },
        { granted: false, reason: 'the upstream says when to come back' },
        { granted: true },
        { granted: true },
      ],
    });
  });
});
