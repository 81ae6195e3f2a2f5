import { join } from 'node:path';
import { createDataSource, ensurePartitions, PLATFORM_MIGRATIONS, runMigrations } from '@kickoff/database';
import { startPostgres } from '@kickoff/embedded';

export type Database = ReturnType<typeof createDataSource>;

/** Runs something with an empty record on a PostgreSQL of its own that loses nothing in a power cut. */
export async function withRecord<Result>(
  directory: string,
  run: (dataSource: Database) => Promise<Result>,
): Promise<Result> {
  const server = await startPostgres({ directory: join(directory, 'postgres'), durability: 'durable' });
  const dataSource = createDataSource({ url: server.url, name: 'bench' });
  try {
    await dataSource.initialize();
    await runMigrations(dataSource, [PLATFORM_MIGRATIONS]);
    await ensurePartitions(dataSource, { now: Date.now(), daysAhead: 2 });
    return await run(dataSource);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await server.stop();
  }
}
