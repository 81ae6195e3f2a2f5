import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { findNatsServer } from '../nats/find-nats-server.js';
import { startPostgres } from '../postgres/postgres-server.js';
import { embeddedSettings } from '../settings.js';
import { runServers } from './run-servers.js';
import { testDirectory } from './test-directory.js';
import { announceTestRun } from './test-settings.js';

/** Once per Jest run: one PostgreSQL for all test files, and the nats-server program in place before several look for it at once. */
export default async function globalSetup(): Promise<void> {
  await findNatsServer();
  const id = randomUUID().slice(0, 8);
  let databaseUrl = embeddedSettings().databaseUrl;
  if (databaseUrl === undefined) {
    const directory = join(await testDirectory(), `postgres-${id}`);
    runServers.postgres = await startPostgres({ directory, durability: 'fast' });
    databaseUrl = runServers.postgres.url;
  }
  announceTestRun({ databaseUrl, id });
}
