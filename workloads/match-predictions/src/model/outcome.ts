import type { Sides } from '../football-data/match-record.js';

/** Home win, draw, away win, in this order wherever three numbers stand for them. */
export const OUTCOMES = ['home', 'draw', 'away'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Of home win, draw and away win; they add up to 1. */
export type Probabilities = readonly [home: number, draw: number, away: number];

/** Place of the outcome in `Probabilities`. */
export function outcomeIndex({ home, away }: Sides): 0 | 1 | 2 {
  return home > away ? 0 : home === away ? 1 : 2;
}

export function normalised([home, draw, away]: Probabilities): Probabilities {
  const sum = home + draw + away;
  return [home / sum, draw / sum, away / sum];
}
