import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { Platform } from '../player/platform.js';
import { POLICY } from './policy.js';

export const updateTrackedPlayers = defineJob({
  type: 'player-watch.update-tracked-players',
  knownAs: { tracked_player_updater: {} },
  summary:
    'Fetches new matches, level and rank of every tracked player, and queues players that it meets for analysis.',
  ...POLICY,
  input: z.object({
    /** The latest matches of each player that are looked at. */
    max_matches_per_player: z.int().min(1).max(100).default(20),
    /** Only players of these. Default: all. */
    platforms: z.array(Platform).min(1).optional(),
  }),
  /** Of the whole job, however often it had to wait for its turn. */
  output: z.object({ players_updated: z.int(), new_matches_found: z.int(), new_players_discovered: z.int() }),
  unique: { by: ({ platforms }) => platforms ?? 'all' },
});
