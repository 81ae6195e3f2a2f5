import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { FETCHES } from './seed-policy.js';
import { StoredMatches } from './shapes.js';

export const syncFixtures = defineJob({
  type: 'match-predictions.sync-fixtures',
  summary: 'Fetches the matches to come of every league, with their odds.',
  queue: 'data-sync',
  input: z.object({}),
  output: StoredMatches,
  ...FETCHES,
  unique: { by: () => 'all' },
});
