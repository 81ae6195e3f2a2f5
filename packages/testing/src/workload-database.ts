import { createDataSource, PLATFORM_MIGRATIONS, runMigrations } from '@kickoff/database';
import type { WorkloadManifest } from '@kickoff/nest';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';

type Manifest<Settings extends z.ZodObject> = Pick<WorkloadManifest<Settings>, 'workload' | 'database'>;

/** For `databaseForTest`: the tables of the platform and of the workload. */
export function workloadTemplate<Settings extends z.ZodObject>(manifest: Manifest<Settings>) {
  return {
    template: manifest.workload.name,
    async prepare(url: string): Promise<void> {
      const dataSource = await workloadDataSource(manifest, url).initialize();
      try {
        await runMigrations(dataSource, [PLATFORM_MIGRATIONS, ...(manifest.database ? [manifest.database] : [])]);
      } finally {
        await dataSource.destroy();
      }
    },
  };
}

/** Not connected yet: `await workloadDataSource(manifest, database()).initialize()`. */
export function workloadDataSource<Settings extends z.ZodObject>(
  { database }: Manifest<Settings>,
  url: string,
): DataSource {
  return createDataSource({ url, entities: database?.entities ?? [], poolSize: 4 });
}

/** The statements that would make the workload's tables what its entities describe; none when its migrations are complete. */
export async function tablesUnlikeEntities<Settings extends z.ZodObject>(
  manifest: Manifest<Settings>,
  url: string,
): Promise<string[]> {
  const dataSource = await workloadDataSource(manifest, url).initialize();
  try {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    const { schema } = manifest.database ?? {};
    return upQueries.map(({ query }) => query).filter((query) => schema !== undefined && query.includes(schema));
  } finally {
    await dataSource.destroy();
  }
}
