import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';

export const cleanUpOldData = defineJob({
  type: 'match-predictions.clean-up-old-data',
  knownAs: { cleanup_old_data: {} },
  summary: 'Deletes rejected model versions and predictions that were replaced, long ago.',
  queue: 'default',
  input: z.object({}),
  output: z.object({ models: z.int(), predictions: z.int() }),
  ...COMPUTES,
  unique: { by: () => 'all' },
});
