import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';
import { ModelVersion } from './shapes.js';

export const promoteModel = defineJob({
  type: 'match-predictions.promote-model',
  summary: 'Compares a challenger with the model in use, and uses it when it is no worse.',
  queue: 'ml',
  input: z.object({ /** Default: the one that the training before it gave. */ version: z.int().min(1).optional() }),
  output: ModelVersion,
  ...COMPUTES,
});
