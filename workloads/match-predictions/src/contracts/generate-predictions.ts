import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';

export const generatePredictions = defineJob({
  type: 'match-predictions.generate-predictions',
  knownAs: { generate_predictions: {} },
  summary: 'Predicts the matches to come and tells everyone who watches.',
  queue: 'predictions',
  input: z.object({ /** From today on. */ days: z.int().min(1).max(60).default(14) }),
  output: z.object({ predicted: z.int(), unchanged: z.int(), modelVersion: z.int().nullable() }),
  ...COMPUTES,
  unique: { by: ({ days }) => days },
});
