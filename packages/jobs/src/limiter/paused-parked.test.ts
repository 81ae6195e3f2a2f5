import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { handle } from '../worker/handler.js';
import { closeStages, Stage } from '../stage/stage.js';
import { Limiter } from './limiter.js';

const nats = natsForTest();
afterEach(closeStages);

/** Two types before one limit of one at once, in queues of their own, of which each handler runs until it is let go. */
async function setup() {
  const stage = new Stage(nats().url);
  const terms = { input: z.object({ n: z.int() }), concurrency: [{ name: 'one-at-once', limit: 1 }] };
  const first = stage.job('be-first', { ...terms, queue: 'one' });
  const second = stage.job('be-second', { ...terms, queue: 'two' });
  await stage.begin({ buckets: true });
  const limiter = new Limiter({ broker: stage.broker });
  limiter.start();
  stage.onClose(() => limiter.stop());
  const begun: string[] = [];
  let letGo: () => void = () => {};
  const released = new Promise<void>((resolve) => (letGo = resolve));
  const run =
    (name: string) =>
    async ({ n }: { n: number }) => {
      begun.push(`${name} ${n}`);
      stage.look();
      if (n === 0) await released;
    };
  await stage.worker([handle(first, run('first')), handle(second, run('second'))]);
  const holder = await stage.client.enqueue(second, { n: 0 });
  await stage.until(() => begun.length === 1);
  const parked = await stage.client.enqueueMany(
    first,
    [1, 2, 3].map((n) => ({ n })),
  );
  // They wait in the worker at first.
  for (const { id } of parked) await stage.reached(id, 'scheduled');
  const afterwards = await stage.client.enqueue(second, { n: 4 });
  return { stage, begun, letGo, holder, parked, afterwards, first };
}

describe('jobs that are parked before a limit', () => {
  it.each(['type', 'queue'] as const)(
    'keep waiting without a turn while their %s is paused, and have theirs when it is resumed',
    async (kind) => {
      const { stage, begun, letGo, holder, parked, afterwards, first } = await setup();
      const target = kind === 'type' ? { type: first } : { queue: `${stage.name}/one` };
      await stage.client.pause(target, { reason: 'stop' });
      letGo();
      await stage.reached(holder.id, 'succeeded');
      await stage.reached(afterwards.id, 'succeeded');
      for (const { id } of parked) expect(stage.states(id)).toEqual(['scheduled']);
      await stage.client.resume(target);
      for (const { id } of parked) await stage.reached(id, 'succeeded');
      expect(begun).toEqual(['second 0', 'second 4', 'first 1', 'first 2', 'first 3']);
      await stage.empty();
    },
  );
});
