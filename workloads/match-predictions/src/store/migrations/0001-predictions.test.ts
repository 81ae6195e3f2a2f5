import { describe, expect, it } from '@jest/globals';
import { databaseForTest } from '@kickoff/embedded/testing';
import { predictionsDataSource, PREDICTIONS_TEMPLATE } from '../../testing/predictions-database.js';

describe('tables of match-predictions', () => {
  const database = databaseForTest(PREDICTIONS_TEMPLATE);

  it('are what the entities describe', async () => {
    const dataSource = await predictionsDataSource(database()).initialize();
    try {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query).filter((query) => query.includes('match_predictions'))).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });
});
