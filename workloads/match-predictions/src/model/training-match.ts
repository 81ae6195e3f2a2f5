import type { MatchRecord } from '../football-data/match-record.js';
import { marketProbabilities } from './market.js';
import type { TrainingMatch } from './train.js';

const DAY_MS = 86_400_000;

/** Days since the epoch of `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  return Date.parse(date) / DAY_MS;
}

export function trainingMatch(record: MatchRecord): TrainingMatch {
  const { league, season, home, away, goals, shots, shotsOnTarget } = record;
  const market = marketProbabilities(record.odds) ?? null;
  return { league, season, home, away, goals, shots, shotsOnTarget, day: dayNumber(record.date), market };
}
