import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { ModelVersion } from './shapes.js';
import { TrainingSet } from '../training/training-set.js';

export const fitModel = defineJob({
  type: 'match-predictions.fit-model',
  summary:
    'Rates the teams and learns the weights of the model, in a thread, and stores both: the weights as a challenger.',
  queue: 'training',
  input: z.object({ set: TrainingSet }),
  output: ModelVersion,
  isolation: 'thread',
  attempts: 2,
  timeout: '10m',
});
