import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';
import { StartedFlow } from './shapes.js';

export const updateRecentResults = defineJob({
  type: 'match-predictions.update-recent-results',
  knownAs: { update_recent_results: {} },
  summary: 'Fetches the leagues that have matches without a result, and the fixtures.',
  queue: 'data-sync',
  input: z.object({}),
  output: StartedFlow,
  ...COMPUTES,
  unique: { by: () => 'all' },
});
