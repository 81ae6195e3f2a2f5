import { createDataSource, PLATFORM_MIGRATIONS, runMigrations } from '@kickoff/database';
import type { DataSource } from 'typeorm';
import { LIVE_SCORES_ENTITIES } from '../store/entities/live-scores-entities.js';
import { Matches0001 } from '../store/migrations/0001-matches.js';
import { LIVE_SCORES_SCHEMA } from '../store/schema.js';

/** For `databaseForTest`: the tables of the platform and of the workload. */
export const LIVE_SCORES_TEMPLATE = {
  template: 'live-scores',
  async prepare(url: string): Promise<void> {
    const dataSource = liveScoresDataSource(url);
    await dataSource.initialize();
    await runMigrations(dataSource, [PLATFORM_MIGRATIONS, { schema: LIVE_SCORES_SCHEMA, migrations: [Matches0001] }]);
    await dataSource.destroy();
  },
};

export function liveScoresDataSource(url: string): DataSource {
  return createDataSource({ url, entities: LIVE_SCORES_ENTITIES, poolSize: 4 });
}
