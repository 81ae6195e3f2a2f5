import { z } from 'zod';

/** The divisions that are followed, by the code that football-data.co.uk gives them. */
export const LEAGUE_NAMES = {
  D1: 'Bundesliga',
  E0: 'Premier League',
  F1: 'Ligue 1',
  I1: 'Serie A',
  SP1: 'La Liga',
} as const;

export const LEAGUES = ['D1', 'E0', 'F1', 'I1', 'SP1'] as const satisfies (keyof typeof LEAGUE_NAMES)[];
export const League = z.enum(LEAGUES);
export type League = z.output<typeof League>;
