import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { GameId, MOST_IDS_AT_ONCE, SyncCounts } from './game-id.js';
import { POLICY } from './policy.js';

export const bulkSync = defineJob({
  type: 'board-games.bulk-sync',
  knownAs: { bgg_bulk_sync: {} },
  summary: 'Brings many games up to date, batch by batch; each batch is one request.',
  ...POLICY,
  input: z.object({
    gameIds: z.array(GameId).min(1).max(5_000),
    batchSize: z.int().min(1).max(MOST_IDS_AT_ONCE).default(3),
    /** Milliseconds. */
    delayBetweenBatches: z.int().min(0).max(60_000).default(2_000),
    forceUpdate: z.boolean().default(false),
    includeDetails: z.boolean().default(true),
  }),
  /** Counts of the last run: what an interrupted run stored is `fresh` to the next one. */
  output: SyncCounts,
});
