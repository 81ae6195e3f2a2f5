import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';
import { ModelVersion } from './shapes.js';

export const promoteModel = defineJob({
  type: 'match-predictions.promote-model',
  summary: 'Stores a trained model, and uses it when it is no worse than the one in use.',
  queue: 'ml',
  input: z.object({}),
  output: ModelVersion,
  ...COMPUTES,
});
