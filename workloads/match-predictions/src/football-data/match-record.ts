import type { League } from './league.js';
import type { Season } from './season.js';

/** A number for each side. */
export interface Sides {
  home: number;
  away: number;
}

/** Decimal odds of one bookmaker, each greater than 1. */
export interface BookmakerOdds {
  /** As the columns abbreviate it, such as `B365`. */
  bookmaker: string;
  /** Taken at the kick-off rather than days before it. */
  closing: boolean;
  home: number;
  draw: number;
  away: number;
}

/** One row of a file: a match that was played, or one to come. */
export interface MatchRecord {
  league: League;
  season: Season;
  /** `YYYY-MM-DD`, in the United Kingdom. */
  date: string;
  /** `HH:MM`, in the United Kingdom; null where the file has no times. */
  time: string | null;
  home: string;
  away: string;
  /** Null: not played yet. */
  goals: Sides | null;
  shots: Sides | null;
  shotsOnTarget: Sides | null;
  odds: BookmakerOdds[];
}

/** What a match is known by: two teams meet once at the same ground in a season. */
export function matchKey({ league, season, home, away }: Pick<MatchRecord, 'league' | 'season' | 'home' | 'away'>) {
  return `${league}/${season}/${home}/${away}`;
}
