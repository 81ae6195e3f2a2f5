import type { DataSource } from 'typeorm';
import { createDataSource, PLATFORM_MIGRATIONS, runMigrations } from '@kickoff/database';
import { PREDICTIONS_ENTITIES } from '../store/entities/predictions-entities.js';
import { Predictions0001 } from '../store/migrations/0001-predictions.js';
import { MATCH_PREDICTIONS_SCHEMA } from '../store/schema.js';

/** For `databaseForTest`: the tables of the platform and of the workload. */
export const PREDICTIONS_TEMPLATE = {
  template: 'match-predictions',
  async prepare(url: string): Promise<void> {
    const dataSource = await predictionsDataSource(url).initialize();
    const migrations = [Predictions0001];
    await runMigrations(dataSource, [PLATFORM_MIGRATIONS, { schema: MATCH_PREDICTIONS_SCHEMA, migrations }]);
    await dataSource.destroy();
  },
};

export function predictionsDataSource(url: string): DataSource {
  return createDataSource({ url, entities: PREDICTIONS_ENTITIES, poolSize: 4 });
}
