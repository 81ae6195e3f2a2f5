import { z } from 'zod';
import { Platform } from './platform.js';
import { Rank } from './rank.js';

export const Detection = z.object({
  /** Probability, 0 to 1, that the player plays far below its skill. */
  score: z.number(),
  /** Whether the score reached the threshold. */
  isSmurf: z.boolean(),
  /** What speaks for it, from the strongest. */
  reasons: z.array(z.string()),
  /** ISO 8601. */
  at: z.string(),
});
export type Detection = z.infer<typeof Detection>;

/** A player as routes and channels serve it. */
export const PlayerDocument = z.object({
  /** Ours: Riot's `puuid` is another for every key, and too long for a channel. */
  id: z.uuid(),
  platform: Platform,
  /** Null until Riot has said it. */
  gameName: z.string().nullable(),
  tagLine: z.string().nullable(),
  level: z.int().nullable(),
  /** In the ranked solo queue; null: not ranked, or not asked for yet. */
  rank: Rank.nullable(),
  wins: z.int(),
  losses: z.int(),
  /** `gone`: Riot no longer knows it. It was banned or deleted, or moved to another platform. */
  account: z.enum(['present', 'gone']),
  /** The latest; null: not analysed yet. */
  detection: Detection.nullable(),
});
export type PlayerDocument = z.infer<typeof PlayerDocument>;
