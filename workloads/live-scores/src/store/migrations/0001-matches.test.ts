import { describe, expect, it } from '@jest/globals';
import { databaseForTest } from '@kickoff/embedded/testing';
import { liveScoresDataSource, LIVE_SCORES_TEMPLATE } from '../../testing/live-scores-database.js';

describe('tables of live-scores', () => {
  const database = databaseForTest(LIVE_SCORES_TEMPLATE);

  it('are what the entities describe', async () => {
    const dataSource = liveScoresDataSource(database());
    await dataSource.initialize();
    try {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query).filter((query) => query.includes('live_scores'))).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });
});
