import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, handle, JobClient, Worker } from '@kickoff/jobs';
import { countShelf, indexShelf, renderShelf, reorderShelf } from './refresh-catalogue.js';
import { shop } from './shop.js';

describe('the examples of unique jobs', () => {
  const nats = natsForTest();
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  it('keep the first, or the last, of what is enqueued for one shelf', async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    cleanUps.push(() => broker.close());
    await applyTopology(broker, [shop]);
    const jobs = new JobClient(broker);
    for (const contract of [countShelf, indexShelf, renderShelf, reorderShelf]) {
      const answers = [];
      for (const revision of [1, 2, 3]) answers.push(await jobs.enqueue(contract, { shelf: 'tea', revision }));
      // Of keep-last the second waits for the first, so only the third finds one that waits.
      const firsts = contract === renderShelf ? [false, false, true] : [false, true, true];
      expect(answers.map(({ duplicate }) => duplicate)).toEqual(firsts);
    }

    const ran = new Map<string, number[]>();
    let tell = (): void => {};
    const done = new Promise<void>((resolve) => (tell = resolve));
    const worker = new Worker({
      connection: { servers: nats().url, name: 'shelves' },
      workload: shop,
      queues: [{ name: 'catalogue' }],
      handlers: [countShelf, indexShelf, renderShelf, reorderShelf].map((contract) =>
        handle(contract, ({ revision }, { type }) => {
          ran.set(type, [...(ran.get(type) ?? []), revision]);
          if ([...ran.values()].flat().length === 5) tell();
        }),
      ),
    });
    await worker.start();
    cleanUps.push(() => worker.stop({ graceMs: 0 }));
    await done;
    expect(Object.fromEntries(ran)).toEqual({
      'shop.count-shelf': [1],
      'shop.index-shelf': [3],
      'shop.render-shelf': [1, 3],
      'shop.reorder-shelf': [1],
    });
  });
});
