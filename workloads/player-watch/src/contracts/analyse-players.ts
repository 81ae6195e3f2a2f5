import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { Platform } from '../player/platform.js';
import { POLICY } from './policy.js';

export const analysePlayers = defineJob({
  type: 'player-watch.analyse-players',
  knownAs: { player_analyzer: {} },
  summary: 'Judges players that were not analysed yet, and looks whether accounts detected before are still there.',
  ...POLICY,
  input: z.object({
    /** Players of one run, tracked ones first, then those that wait longest. */
    max_players: z.int().min(1).max(500).default(20),
    /** The latest ranked matches that are looked at. */
    max_matches_per_player: z.int().min(1).max(100).default(20),
    /** Probability from which on a player counts as detected. */
    detection_threshold: z.number().min(0).max(1).default(0.8),
    /** Detected accounts that are looked at again in one run. */
    max_ban_checks: z.int().min(0).max(500).default(20),
    /** An account is looked at again after so long. */
    ban_check_interval_hours: z.number().min(0).max(720).default(24),
    /** Only players of these. Default: all. */
    platforms: z.array(Platform).min(1).optional(),
  }),
  /** Of the whole job, however often it had to wait for its turn. */
  output: z.object({ players_analyzed: z.int(), smurfs_detected: z.int(), ban_checks_performed: z.int() }),
  unique: { by: ({ platforms }) => platforms ?? 'all' },
});
