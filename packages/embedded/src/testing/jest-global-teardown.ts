import { rm } from 'node:fs/promises';
import { dropTemplates } from './template-database.js';
import { runServers } from './run-servers.js';

/** Once per Jest run, after the last test file. */
export default async function globalTeardown(): Promise<void> {
  const { postgres } = runServers;
  if (!postgres) {
    await dropTemplates();
    return;
  }
  await postgres.stop();
  await rm(postgres.directory, { recursive: true, force: true });
}
