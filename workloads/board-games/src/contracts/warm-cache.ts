import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { GameId, SyncCounts } from './game-id.js';
import { POLICY } from './policy.js';

export const SearchQuery = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .transform((text) => text.toLowerCase().replace(/\s+/g, ' '));

export const warmCache = defineJob({
  type: 'board-games.warm-cache',
  knownAs: { cache_warmup: {} },
  summary: 'Fetches the hot list, popular games and searches whose cached answers are no longer fresh.',
  ...POLICY,
  priority: 'low',
  input: z.object({
    /** The games of the hot list, then the best ranked of those that are stored. */
    popularGames: z.boolean().default(true),
    /** How many popular games. */
    limit: z.int().min(1).max(500).default(50),
    gameIds: z.array(GameId).max(500).default([]),
    searchQueries: z.array(SearchQuery).max(100).default([]),
  }),
  output: z.object({
    games: SyncCounts,
    /** Searches that were asked for, and those that were fresh. */
    searches: z.object({ stored: z.int(), fresh: z.int() }),
  }),
});
