import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { GameId } from './game-id.js';
import { POLICY } from './policy.js';

export const syncGame = defineJob({
  type: 'board-games.sync-game',
  knownAs: { bgg_sync: {} },
  summary: 'Brings what is stored of one game up to date with BoardGameGeek.',
  ...POLICY,
  input: z.object({
    gameId: GameId,
    /** Asks also when what is stored is fresh. */
    forceUpdate: z.boolean().default(false),
    /** Asks for statistics and ranks, too. Without, those that are stored stay as they are. */
    includeDetails: z.boolean().default(true),
  }),
  output: z.object({ gameId: GameId, outcome: z.enum(['stored', 'unchanged', 'fresh', 'missing']) }),
  unique: { by: ({ gameId, forceUpdate, includeDetails }) => [gameId, forceUpdate, includeDetails] },
  tags: ({ gameId }) => [`game:${gameId}`],
});
