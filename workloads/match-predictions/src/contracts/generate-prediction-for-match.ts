import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';
import { UpcomingPrediction } from './shapes.js';

export const generatePredictionForMatch = defineJob({
  type: 'match-predictions.generate-prediction-for-match',
  knownAs: { generate_prediction_for_match: {} },
  summary: 'Predicts one match.',
  queue: 'predictions',
  input: z.object({ matchId: z.int().min(1) }),
  output: UpcomingPrediction,
  ...COMPUTES,
  unique: { by: ({ matchId }) => matchId },
});
