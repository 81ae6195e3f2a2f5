import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';

export const pruneAnalyses = defineJob({
  type: 'profile-review.prune-analyses',
  knownAs: { PruneOldAnalysesJob: {} },
  summary:
    'Deletes old analyses that nobody paid for, request records, and upstream responses that are not used any more.',
  queue: 'low',
  input: z.object({ daysToKeep: z.int().min(1).max(3_650).default(90) }),
  output: z.object({ analyses: z.int(), requests: z.int(), responses: z.int() }),
  timeout: '10m',
  unique: { by: () => 'prune' },
});
