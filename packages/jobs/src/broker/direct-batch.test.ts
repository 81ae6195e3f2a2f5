import { afterEach, expect, it, jest } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker } from './broker.js';
import { readDirectBatch } from './direct-batch.js';

const nats = natsForTest();
afterEach(() => void jest.useRealTimers());

it('a direct get on a closed connection fails at once and leaves nothing behind', async () => {
  const broker = await Broker.connect({ servers: nats().url, name: 'test' });
  await broker.close();
  jest.useFakeTimers();
  await expect(readDirectBatch(broker.connection, { stream: 'ANY', fromSequence: 1, batch: 10 })).rejects.toThrow(
    'closed connection',
  );
  expect(jest.getTimerCount()).toBe(0);
});
