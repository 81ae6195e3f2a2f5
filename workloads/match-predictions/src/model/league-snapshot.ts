import { z } from 'zod';
import { outcomeProbabilities } from './dixon-coles.js';
import { expectedScore } from './elo.js';
import type { Sides } from '../football-data/match-record.js';
import type { Probabilities } from './outcome.js';
import { expectedDifference } from './pi-ratings.js';
import { NO_FORM } from './team-form.js';

const Pair = z.tuple([z.number(), z.number()]);

/** Logarithms of factors; pairs are of attack and defence. */
const TeamSnapshot = z.object({
  goals: Pair,
  shotsOnTarget: Pair,
  shots: Pair,
  elo: z.number(),
  pi: z.object({ home: z.number(), away: z.number() }),
  form: z.object({ points: z.number(), surprise: z.number() }),
});
export type TeamSnapshot = z.output<typeof TeamSnapshot>;

const Response = z.object({ base: z.number(), homeAdvantage: z.number(), newcomer: Pair });

/** Plain data: it is stored, and travels between threads. */
export const LeagueSnapshot = z.object({
  /** Days since the epoch of the first day that is not in it. */
  day: z.number(),
  /** Correction of low scores. */
  rho: z.number(),
  /** How often matches of the league ended in each way. */
  baseRate: z.tuple([z.number(), z.number(), z.number()]),
  responses: z.object({ goals: Response, shotsOnTarget: Response, shots: Response }),
  elo: z.object({ homeAdvantage: z.number(), newcomer: z.number() }),
  teams: z.record(z.string(), TeamSnapshot),
});
export type LeagueSnapshot = z.output<typeof LeagueSnapshot>;

export type ResponseName = keyof LeagueSnapshot['responses'];

/** What the ratings say of one match, before they are stacked. */
export interface Forecast {
  /** In the order of `FEATURES`. */
  features: number[];
  dixonColes: Probabilities;
  /** Share of the points that home is expected to win. */
  elo: number;
  baseRate: Probabilities;
  expectedGoals: Sides;
}

/** Logarithms of ratios of home to away, or differences of home and away. */
export const FEATURES = [
  'dixonColesHome',
  'dixonColesAway',
  'shotsOnTarget',
  'shots',
  'elo',
  'pi',
  'formPoints',
  'formSurprise',
] as const;
export type Feature = (typeof FEATURES)[number];

const ELO_SCALE = 400;

export function forecast(snapshot: LeagueSnapshot, home: string, away: string): Forecast {
  const [goals, onTarget, shots] = (['goals', 'shotsOnTarget', 'shots'] as const).map((name) =>
    expectedCounts(snapshot, name, home, away),
  ) as [Sides, Sides, Sides];
  const dixonColes = outcomeProbabilities(goals.home, goals.away, snapshot.rho);
  const elo =
    (snapshot.teams[home]?.elo ?? snapshot.elo.newcomer) -
    (snapshot.teams[away]?.elo ?? snapshot.elo.newcomer) +
    snapshot.elo.homeAdvantage;
  const [homeForm, awayForm] = [snapshot.teams[home]?.form ?? NO_FORM, snapshot.teams[away]?.form ?? NO_FORM];
  return {
    features: [
      Math.log(dixonColes[0] / dixonColes[1]),
      Math.log(dixonColes[2] / dixonColes[1]),
      Math.log(onTarget.home / onTarget.away),
      Math.log(shots.home / shots.away),
      elo / ELO_SCALE,
      expectedDifference(snapshot.teams[home]?.pi, snapshot.teams[away]?.pi),
      homeForm.points - awayForm.points,
      homeForm.surprise - awayForm.surprise,
    ],
    dixonColes,
    elo: expectedScore(elo),
    baseRate: snapshot.baseRate,
    expectedGoals: goals,
  };
}

/** What the sides are expected to score. A team that the snapshot does not know is rated like those that came up before it. */
export function expectedCounts(snapshot: LeagueSnapshot, name: ResponseName, home: string, away: string): Sides {
  const { base, homeAdvantage, newcomer } = snapshot.responses[name];
  const [homeRating, awayRating] = [snapshot.teams[home]?.[name] ?? newcomer, snapshot.teams[away]?.[name] ?? newcomer];
  return {
    home: Math.exp(base + homeAdvantage + homeRating[0] - awayRating[1]),
    away: Math.exp(base + awayRating[0] - homeRating[1]),
  };
}
