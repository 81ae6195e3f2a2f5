import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';

export const healthCheck = defineJob({
  type: 'match-predictions.health-check',
  knownAs: { health_check: {} },
  summary: 'Says whether data, model and predictions are fresh.',
  queue: 'default',
  input: z.object({}),
  output: z.object({
    status: z.enum(['ok', 'stale']),
    /** What is stale, in words. */
    problems: z.array(z.string()),
    matches: z.int(),
    lastSync: z.string().nullable(),
    modelVersion: z.int().nullable(),
    upcomingPredictions: z.int(),
  }),
  ...COMPUTES,
});
