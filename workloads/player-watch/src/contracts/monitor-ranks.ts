import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { Platform } from '../player/platform.js';
import { POLICY } from './policy.js';

export const monitorRanks = defineJob({
  type: 'player-watch.monitor-ranks',
  knownAs: { rank_monitor: {} },
  summary: 'Asks for the rank of every tracked player, and tells of those that rose or fell by several divisions.',
  ...POLICY,
  input: z.object({
    /** Divisions between a player's rank and the one that was last told. */
    rank_threshold: z.int().min(1).max(40).default(2),
    /** Only players of these. Default: all. */
    platforms: z.array(Platform).min(1).optional(),
  }),
  /** Of the whole job, however often it had to wait for its turn. */
  output: z.object({ players_checked: z.int(), rank_changes_detected: z.int() }),
  unique: { by: ({ platforms }) => platforms ?? 'all' },
});
