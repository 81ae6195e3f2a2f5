import type { Rank } from '../player/rank.js';

/** One match of a player, as far as the detector looks at it. */
export interface PlayedGame {
  /** Milliseconds since the epoch. */
  startedAt: number;
  minutes: number;
  champion: string;
  /** `TOP`, `JUNGLE`, `MIDDLE`, `BOTTOM`, `UTILITY`; empty where there are none. */
  position: string;
  win: boolean;
  kills: number;
  deaths: number;
  assists: number;
  /** Minions and monsters. */
  creepScore: number;
}

/** The rank at a time, with all ranked games of the season until then. */
export interface RankAtTime {
  /** Milliseconds since the epoch. */
  at: number;
  rank: Rank;
  games: number;
}

/** What is known of a player when it is judged. */
export interface PlayerSample {
  level: number;
  /** Null: not ranked. */
  rank: Rank | null;
  /** Of the season's ranked solo games. */
  wins: number;
  losses: number;
  /** In any order. */
  games: readonly PlayedGame[];
  /** From the earliest to the latest. */
  ranks: readonly RankAtTime[];
}
