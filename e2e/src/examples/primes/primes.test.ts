import { describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { findPrime, primes } from './find-prime.js';
import { searcher } from './searcher.js';

describe('the example of threads', () => {
  const nats = natsForTest();

  it('finds a prime in a thread', async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [primes]);
    const worker = searcher(nats().url);
    await worker.start();
    const ended = new Promise((resolve) => worker.on('finished', ({ state }) => resolve(state)));
    const { id } = await new JobClient(broker).enqueue(findPrime, { from: 1_000_000 });
    expect(id).toBeDefined();
    expect(await ended).toBe('succeeded');
    await worker.stop();
    await broker.close();
  });
});
