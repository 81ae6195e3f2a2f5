import { z } from 'zod';

/** Id of a game at BoardGameGeek, e.g. `13`. */
export const GameId = z.string().regex(/^[1-9]\d{0,9}$/, { error: 'must be the digits of a BoardGameGeek id' });

/** The upstream takes no more ids in one request. */
export const MOST_IDS_AT_ONCE = 20;

/** What became of games that were to be synchronised. */
export const SyncCounts = z.object({
  /** Asked for, and new or changed. */
  stored: z.int(),
  /** Asked for, and as they were. */
  unchanged: z.int(),
  /** Not asked for: what is stored is fresh. */
  fresh: z.int(),
  /** BoardGameGeek has no game of this id. */
  missing: z.int(),
  /** What BoardGameGeek says of them cannot be read. */
  invalid: z.int(),
});
export type SyncCounts = z.infer<typeof SyncCounts>;
