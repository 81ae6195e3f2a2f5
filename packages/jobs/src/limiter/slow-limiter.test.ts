import { afterEach, describe, expect, it } from '@jest/globals';
import { limitOwnersSubject, limitAskSubject, LimitOwner, LimitRequest } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { handle } from '../worker/handler.js';
import { closeStages, Stage } from '../stage/stage.js';
import { limitedWorkload } from './testing/limited-workload.js';
import { LimiterFleet } from './testing/limiter-fleet.js';

const nats = natsForTest();
afterEach(closeStages);

/** Shorter than a lease, so that the limiter still decides when it goes on. */
const HELD_UP_MS = 1_500;

describe('a limiter that needs longer than a second to answer a burst', () => {
  it('is waited for and not asked again: no job is parked', async () => {
    const stage = new Stage(nats().url);
    const { workload, holdSlot, holdBoth, askQuickly } = limitedWorkload(stage.name);
    await stage.begin({ workload });
    const fleet = new LimiterFleet(stage);
    const limiter = await fleet.start('limiter');
    const { connection } = stage.broker;
    const asked: string[] = [];
    connection.subscribe(limitAskSubject(stage.name, '*'), {
      callback: (_, message) => {
        for (const [, , id] of LimitRequest.parse(message.json()).ask ?? []) asked.push(id);
      },
    });
    const renewed = () =>
      new Promise<void>((resolve) => {
        const owners = connection.subscribe(limitOwnersSubject(), {
          callback: (_, message) => {
            if (LimitOwner.parse(message.json()).shards.length === 0) return;
            owners.unsubscribe();
            resolve();
          },
        });
      });
    await stage.worker([handle(holdSlot, () => {}), handle(holdBoth, () => {}), handle(askQuickly, () => {})], {
      slots: 20,
    });
    const enqueue = (n: number) => stage.client.enqueue(holdSlot, { n, key: `key-${n}`, ms: 0 });
    const first = await enqueue(0);
    await stage.reached(first.id, 'succeeded');
    await renewed();
    limiter.kill('SIGSTOP');
    const jobs = await Promise.all(Array.from({ length: 50 }, (_, n) => enqueue(n + 1)));
    await new Promise((resolve) => setTimeout(resolve, HELD_UP_MS));
    limiter.kill('SIGCONT');
    await Promise.all(jobs.map(({ id }) => stage.reached(id, 'succeeded')));
    expect(stage.events.filter(({ state }) => state === 'scheduled')).toEqual([]);
    expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
    expect(new Set(asked).size).toBe(1 + jobs.length);
  });
});
