import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';
import { StartedFlow } from './shapes.js';

export const syncAllLeagues = defineJob({
  type: 'match-predictions.sync-all-leagues',
  knownAs: { sync_all_leagues: {}, sync_real_data: {} },
  summary: 'Fetches the current season of every league, and the fixtures.',
  queue: 'data-sync',
  input: z.object({ fixtures: z.boolean().default(true) }),
  output: StartedFlow,
  ...COMPUTES,
  unique: { by: () => 'all' },
});
