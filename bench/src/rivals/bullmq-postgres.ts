import { createPostgresBackend, runMigrations, withBackend } from 'bullmq';
import { Client } from 'pg';
import { bullmqQueue } from './bullmq.js';
import type { Rival } from './rival.js';

const CONCURRENCY = 32;

/** Finished jobs stay, as is BullMQ's default. The pool has a connection for every job at once, as its tuning tips ask. */
export const bullmqPostgres: Rival = {
  name: 'bullmq-postgres',
  server: 'postgres',
  keepsHistory: true,
  install: async (connectionString) => {
    const client = new Client({ connectionString });
    await client.connect();
    await runMigrations(client);
    await client.end();
  },
  open: async (connectionString) =>
    bullmqQueue(
      withBackend(createPostgresBackend),
      { connectionString, max: CONCURRENCY },
      { concurrency: CONCURRENCY },
    ),
};
