import { describe, expect, it } from '@jest/globals';
import { databaseForTest } from '@kickoff/embedded/testing';
import { boardGamesDataSource, BOARD_GAMES_TEMPLATE } from '../../testing/board-games-database.js';

describe('tables of board-games', () => {
  const database = databaseForTest(BOARD_GAMES_TEMPLATE);

  it('are what the entities describe', async () => {
    const dataSource = boardGamesDataSource(database());
    await dataSource.initialize();
    try {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query).filter((query) => query.includes('board_games'))).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });
});
