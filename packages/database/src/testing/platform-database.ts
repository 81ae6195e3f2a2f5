import { afterAll, beforeAll } from '@jest/globals';
import { databaseForTest } from '@kickoff/embedded/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../connection/data-source.js';
import { ensurePartitions } from '../migrations/partitions.js';
import { PLATFORM_MIGRATIONS } from '../migrations/platform-migrations.js';
import { runMigrations } from '../migrations/run-migrations.js';

/** A migrated database of its own for this test file. `database.dataSource` is initialised before the first test. */
export interface PlatformDatabase {
  readonly url: string;
  readonly dataSource: DataSource;
}

export function platformDatabase(): PlatformDatabase {
  const url = databaseForTest({ template: 'kickoff_platform', prepare });
  let dataSource: DataSource | undefined;
  beforeAll(async () => {
    dataSource = await createDataSource({ url: url(), name: 'test' }).initialize();
  });
  afterAll(async () => {
    await dataSource?.destroy();
  });
  return {
    get url() {
      return url();
    },
    get dataSource() {
      if (!dataSource)
        throw new Error('the database is ready before the first test; use it inside tests and hooks only');
      return dataSource;
    },
  };
}

async function prepare(url: string): Promise<void> {
  const dataSource = await createDataSource({ url, name: 'test-template' }).initialize();
  try {
    await runMigrations(dataSource, [PLATFORM_MIGRATIONS]);
    await ensurePartitions(dataSource, { now: Date.now(), daysAhead: 2 });
  } finally {
    await dataSource.destroy();
  }
}
