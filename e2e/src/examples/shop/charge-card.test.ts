import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RetryAfter } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, handle, JobClient, Worker } from '@kickoff/jobs';
import { CardRefused, chargeCard } from './charge-card.js';
import { shop } from './shop.js';

describe('the example of retries', () => {
  const nats = natsForTest();
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  /** State in which one attempt leaves its job. */
  async function stateAfter(error: Error): Promise<string> {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    cleanUps.push(() => broker.close());
    await applyTopology(broker, [shop]);
    const worker = new Worker({
      connection: { servers: nats().url, name: 'cashier' },
      workload: shop,
      queues: [{ name: 'payments' }],
      handlers: [handle(chargeCard, () => Promise.reject(error))],
    });
    await worker.start();
    try {
      const finished = once(worker, 'finished');
      await new JobClient(broker).enqueue(chargeCard, { order: 'A-1' });
      const [{ state }] = (await finished) as [{ state: string }];
      return state;
    } finally {
      // Stopped before the next one starts, which would share the queue with it and might never see its job.
      await worker.stop({ graceMs: 0 });
    }
  }

  it('tries again after most errors, and not after those that no retry mends', async () => {
    expect(await stateAfter(new Error('no connection'))).toBe('retrying');
    expect(await stateAfter(new RetryAfter('the bank answered 429', 2_000))).toBe('retrying');
    expect(await stateAfter(new CardRefused('stolen'))).toBe('dead');
    expect(await stateAfter(new RangeError('no such order'))).toBe('dead');
  });
});
