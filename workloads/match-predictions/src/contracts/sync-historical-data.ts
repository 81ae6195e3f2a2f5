import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';
import { StartedFlow } from './shapes.js';

export const syncHistoricalData = defineJob({
  type: 'match-predictions.sync-historical-data',
  knownAs: { sync_historical_data: {} },
  summary: 'Fetches the past seasons of every league.',
  queue: 'data-sync',
  input: z.object({ seasons: z.int().min(1).max(25).default(5) }),
  output: StartedFlow,
  ...COMPUTES,
  unique: { by: () => 'all' },
});
