import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { FittedModel } from '../training/fit-model.js';
import { TrainingSet } from '../training/training-set.js';

export const fitModel = defineJob({
  type: 'match-predictions.fit-model',
  summary: 'Rates the teams and learns the weights of the model, in a thread.',
  queue: 'training',
  input: z.object({ set: TrainingSet }),
  output: FittedModel,
  isolation: 'thread',
  attempts: 2,
  timeout: '10m',
});
