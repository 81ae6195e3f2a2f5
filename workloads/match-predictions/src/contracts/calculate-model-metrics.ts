import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';

export const calculateModelMetrics = defineJob({
  type: 'match-predictions.calculate-model-metrics',
  knownAs: { calculate_model_metrics: {} },
  summary: 'Adds up what predictions were worth, per league and season, beside the bookmaker and the base rate.',
  queue: 'analytics',
  input: z.object({}),
  output: z.object({ rows: z.int() }),
  ...COMPUTES,
  unique: { by: () => 'all' },
});
