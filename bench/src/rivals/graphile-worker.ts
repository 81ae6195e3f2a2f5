import { Logger, makeWorkerUtils, run, runMigrations } from 'graphile-worker';
import { Pool } from 'pg';
import type { Input, Rival } from './rival.js';

/**
 * The configuration behind the figures on Graphile Worker's performance page: 24 jobs at once, a local queue of 500 and
 * completions in batches. A job that succeeded is deleted, so that there is no history.
 */
const FAST = {
  concurrentJobs: 24,
  maxPoolSize: 25,
  localQueue: { size: 500 },
  completeJobBatchDelay: 0,
  failJobBatchDelay: 0,
};
const TASK = 'no-op';
const logger = new Logger(() => () => {});

export const graphileWorker: Rival = {
  name: 'graphile-worker',
  server: 'postgres',
  keepsHistory: false,
  install: (connectionString) => runMigrations({ connectionString, logger }),
  open: async (connectionString) => {
    const pool = new Pool({ connectionString, max: FAST.maxPoolSize });
    pool.on('error', (error) => console.error(error.message));
    pool.on('connect', (client) => client.on('error', (error) => console.error(error.message)));
    const utils = await makeWorkerUtils({ pgPool: pool, logger });
    return {
      enqueueMany: async (inputs) => {
        await utils.addJobs(inputs.map((payload) => ({ identifier: TASK, payload })));
      },
      enqueue: async (input) => {
        await utils.addJob(TASK, input);
      },
      work: async (handler) => {
        const runner = await run({
          pgPool: pool,
          preset: { worker: FAST },
          taskList: { [TASK]: (payload, { abortSignal }) => handler(payload as Input, abortSignal) },
          parsedCronItems: [],
          noHandleSignals: true,
          logger,
        });
        return () => runner.stop();
      },
      unfinished: async () => {
        const { rows } = await pool.query<{ some: boolean }>(
          'select exists (select from graphile_worker._private_jobs) as some',
        );
        return rows[0]!.some;
      },
      finished: () => Promise.resolve(0),
      empty: async () => {
        await pool.query('truncate graphile_worker._private_jobs');
      },
      close: async () => {
        await utils.release();
        await pool.end();
      },
    };
  },
};
