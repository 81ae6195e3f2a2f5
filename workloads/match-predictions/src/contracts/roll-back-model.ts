import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';
import { ModelVersion } from './shapes.js';

export const rollBackModel = defineJob({
  type: 'match-predictions.roll-back-model',
  summary: 'Uses a former version of the model again.',
  queue: 'ml',
  input: z.object({ /** Default: the one that was in use before. */ version: z.int().min(1).optional() }),
  output: ModelVersion,
  ...COMPUTES,
});
