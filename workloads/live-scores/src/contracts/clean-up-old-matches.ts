import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { TRIES } from './seed-policy.js';

export const cleanUpOldMatches = defineJob({
  type: 'live-scores.clean-up-old-matches',
  knownAs: { CleanupOldMatchDataJob: {} },
  summary: 'Takes matches that ended before today off the board and deletes those that ended long ago.',
  queue: 'processing',
  priority: 'low',
  input: z.object({}),
  output: z.object({ removedFromBoard: z.int(), deleted: z.int() }),
  ...TRIES,
  // Deletes in portions; a first run after months may have many.
  timeout: '5m',
  unique: { by: () => 'all' },
});
