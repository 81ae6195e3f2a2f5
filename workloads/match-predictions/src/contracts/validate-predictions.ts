import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';

export const validatePredictions = defineJob({
  type: 'match-predictions.validate-predictions',
  knownAs: { validate_predictions: {} },
  summary: 'Compares predictions with the results that have come since, also with corrected ones.',
  queue: 'predictions',
  input: z.object({}),
  output: z.object({ validated: z.int() }),
  ...COMPUTES,
  unique: { by: () => 'all' },
});
