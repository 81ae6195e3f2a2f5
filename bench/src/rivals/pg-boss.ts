import { PgBoss } from 'pg-boss';
import { parts, type Input, type Rival } from './rival.js';

/**
 * pg-boss fetches and completes whole batches in one statement each and, as long as batches come back full, fetches the
 * next at once. `notify` wakes idle workers; it is what pg-boss offers against the wait for its next poll.
 */
const FAST = { batchSize: 500, localConcurrency: 2, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 };
const QUEUE = 'no-op';
const INSERTED_AT_ONCE = 1_000;

export const pgBoss: Rival = {
  name: 'pg-boss',
  server: 'postgres',
  keepsHistory: true,
  install: async (url) => {
    const boss = await start(url);
    await boss.createQueue(QUEUE, { notify: true });
    await boss.stop();
  },
  open: async (url) => {
    const boss = await start(url);
    const count = async (condition: string): Promise<number> => {
      const { rows } = await boss
        .getDb()
        .executeSql(`select count(*)::int as jobs from pgboss.job where name = '${QUEUE}' and ${condition}`);
      return (rows as { jobs: number }[])[0]!.jobs;
    };
    return {
      enqueueMany: async (inputs) => {
        for (const part of parts(inputs, INSERTED_AT_ONCE))
          await boss.insert(
            QUEUE,
            part.map((data) => ({ data })),
            { returnId: false },
          );
      },
      enqueue: async (input) => {
        await boss.send(QUEUE, input);
      },
      work: async (handler) => {
        await boss.work<Input>(QUEUE, FAST, async (jobs) => {
          for (const { data, signal } of jobs) await handler(data, signal);
        });
        return () => boss.offWork(QUEUE);
      },
      unfinished: async () => (await count(`state < 'completed' limit 1`)) > 0,
      finished: () => count(`state = 'completed'`),
      empty: async () => void (await boss.deleteAllJobs(QUEUE)),
      close: () => boss.stop(),
    };
  },
};

async function start(connectionString: string): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString, max: 20, useListenNotify: true });
  boss.on('error', (error) => console.error(error.message));
  return boss.start();
}
