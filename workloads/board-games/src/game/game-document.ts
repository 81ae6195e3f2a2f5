import { z } from 'zod';

const Link = z.object({ id: z.string(), name: z.string() });
const Count = z.number().nullable();

export const Rank = z.object({
  /** `subtype` ranks among all games of the type, `family` within a family such as `strategygames`. */
  type: z.string(),
  id: z.string(),
  name: z.string(),
  friendlyName: z.string(),
  /** Null: not ranked. */
  rank: Count,
  bayesAverage: Count,
});
export type Rank = z.infer<typeof Rank>;

export const Statistics = z.object({
  usersRated: z.number(),
  /** 1 to 10. */
  average: z.number(),
  bayesAverage: z.number(),
  standardDeviation: z.number(),
  owned: z.number(),
  trading: z.number(),
  wanting: z.number(),
  wishing: z.number(),
  comments: z.number(),
  weights: z.number(),
  /** 1 (light) to 5 (heavy). */
  averageWeight: z.number(),
});
export type Statistics = z.infer<typeof Statistics>;

/** A game as BoardGameGeek states it. */
export const Game = z.object({
  id: z.string(),
  /** `boardgame`, `boardgameexpansion`, `boardgameaccessory`, … */
  type: z.string(),
  /** The primary name. */
  name: z.string(),
  alternateNames: z.array(z.string()),
  year: Count,
  description: z.string(),
  thumbnail: z.string().nullable(),
  image: z.string().nullable(),
  players: z.object({ min: Count, max: Count }),
  /** Minutes. */
  playingTime: z.object({ usual: Count, min: Count, max: Count }),
  minAge: Count,
  designers: z.array(Link),
  artists: z.array(Link),
  publishers: z.array(Link),
  mechanics: z.array(Link),
  categories: z.array(Link),
  families: z.array(Link),
  /** Null: never asked for. */
  statistics: Statistics.nullable(),
  ranks: z.array(Rank),
});
export type Game = z.infer<typeof Game>;

/** A game as routes and channels serve it. */
export const GameDocument = Game.extend({
  /** Counts the changes of the game, from 1. */
  revision: z.int(),
});
export type GameDocument = z.infer<typeof GameDocument>;

export const HotGame = z.object({
  rank: z.int(),
  id: z.string(),
  name: z.string(),
  year: Count,
  thumbnail: z.string().nullable(),
});
export type HotGame = z.infer<typeof HotGame>;

export const FoundGame = z.object({ id: z.string(), type: z.string(), name: z.string(), year: Count });
export type FoundGame = z.infer<typeof FoundGame>;
