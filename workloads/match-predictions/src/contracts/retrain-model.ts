import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { COMPUTES } from './seed-policy.js';
import { StartedFlow } from './shapes.js';

export const retrainModel = defineJob({
  type: 'match-predictions.retrain-model',
  knownAs: { retrain_model: {}, train_model: {} },
  summary:
    'Has the model trained: at once when every league was fetched today, else after a flow that fetches what is missing.',
  queue: 'ml',
  input: z.object({ /** Trains on what there is. */ withoutSync: z.boolean().default(false) }),
  output: StartedFlow.extend({ /** Files that are fetched before, e.g. `E0/2526`. */ waitsFor: z.array(z.string()) }),
  ...COMPUTES,
  unique: { by: ({ withoutSync }) => withoutSync },
});
