import { describe, expect, it } from '@jest/globals';
import { databaseForTest } from '@kickoff/embedded/testing';
import { tablesUnlikeEntities, workloadTemplate } from '@kickoff/testing';
import manifest from '../../worker.js';

describe('tables of match-predictions', () => {
  const database = databaseForTest(workloadTemplate(manifest));

  it('are what the entities describe', async () => {
    expect(await tablesUnlikeEntities(manifest, database())).toEqual([]);
  });
});
