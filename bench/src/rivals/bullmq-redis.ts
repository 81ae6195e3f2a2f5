import { createRedisBackend, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { bullmqQueue } from './bullmq.js';
import type { Rival } from './rival.js';

/** Finished jobs go at once, which is the least work for Redis. */
export const bullmqRedis: Rival = {
  name: 'bullmq-redis',
  server: 'redis',
  keepsHistory: false,
  install: () => Promise.resolve(),
  open: (url) => {
    // Workers wait for Redis as long as it takes, which BullMQ's page on production demands of them.
    const connection = new Redis(url, { maxRetriesPerRequest: null });
    const options = { concurrency: 100, removeOnComplete: true };
    const queue = bullmqQueue(withBackend(createRedisBackend), connection, options);
    const close = async () => {
      await queue.close();
      await connection.quit();
    };
    return Promise.resolve({ ...queue, close });
  },
};
