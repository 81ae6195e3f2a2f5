import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient, Worker } from '@kickoff/jobs';
import { countStock } from './count-stock.js';
import { shop } from './shop.js';
import { stock, stockCounter } from './stock-counter.js';

describe('the example of batches', () => {
  const nats = natsForTest();
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  it('counts many articles at once, each with its own outcome', async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    cleanUps.push(() => broker.close());
    await applyTopology(broker, [shop]);
    const worker = new Worker({
      connection: { servers: nats().url, name: 'counter' },
      workload: shop,
      queues: [{ name: 'stock' }],
      handlers: [stockCounter],
    });
    const states = new Map<string, string>();
    const finished = new Promise<void>((resolve) => {
      worker.on('finished', ({ id, state }) => {
        states.set(id, state);
        if (states.size === 4) resolve();
      });
    });
    const inputs = [
      { article: 'ball', left: 7 },
      { article: 'net', left: -1 },
      { article: 'closed', left: 1 },
      { article: 'ball', left: 6 },
    ];
    const jobs = await new JobClient(broker).enqueueMany(countStock, inputs);
    await worker.start();
    cleanUps.push(() => worker.stop({ graceMs: 0 }));
    await finished;
    expect(jobs.map(({ id }) => states.get(id))).toEqual(['succeeded', 'retrying', 'cancelled', 'succeeded']);
    expect([...stock]).toEqual([['ball', 6]]);
  });
});
