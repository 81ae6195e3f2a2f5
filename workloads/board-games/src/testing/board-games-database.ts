import { createDataSource, PLATFORM_MIGRATIONS, runMigrations } from '@kickoff/database';
import type { DataSource } from 'typeorm';
import { BOARD_GAMES_ENTITIES } from '../store/entities/board-games-entities.js';
import { Games0001 } from '../store/migrations/0001-games.js';
import { BOARD_GAMES_SCHEMA } from '../store/schema.js';

/** For `databaseForTest`: the tables of the platform and of the workload. */
export const BOARD_GAMES_TEMPLATE = {
  template: 'board-games',
  async prepare(url: string): Promise<void> {
    const dataSource = boardGamesDataSource(url);
    await dataSource.initialize();
    await runMigrations(dataSource, [PLATFORM_MIGRATIONS, { schema: BOARD_GAMES_SCHEMA, migrations: [Games0001] }]);
    await dataSource.destroy();
  },
};

export function boardGamesDataSource(url: string): DataSource {
  return createDataSource({ url, entities: BOARD_GAMES_ENTITIES, poolSize: 4 });
}
