import { z } from 'zod';
import { League } from '../football-data/league.js';
import { LeagueSnapshot } from '../model/league-snapshot.js';
import { fitWeights, predictBase, walkLeague, type ForecastMatch, type Weights } from '../model/train.js';
import { LogisticModel } from '../model/multinomial-logistic.js';
import { rankedProbabilityScore } from '../model/metrics.js';
import { outcomeIndex } from '../model/outcome.js';
import { unpackLeague, type TrainingSet } from './training-set.js';

/** Matches that were played last and that the weights do not learn from: on them challenger and champion are compared. */
const VALIDATED = 400;
/** No more than this share of all. */
const LARGEST_SHARE = 0.2;

const ValidationMatch = z.object({
  features: z.array(z.number()),
  outcome: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});
export type ValidationMatch = z.output<typeof ValidationMatch>;

/** What a training gives. */
export const FittedModel = z.object({
  weights: z.object({ base: LogisticModel, blend: LogisticModel.nullable() }),
  ratings: z.partialRecord(League, LeagueSnapshot),
  /** Matches that the weights were learnt from. */
  trainedOn: z.int(),
  /** Day of the last of them, `YYYY-MM-DD`. */
  trainedUntil: z.string(),
  validation: z.array(ValidationMatch),
});
export type FittedModel = z.output<typeof FittedModel>;

const DAY_MS = 86_400_000;

/**
 * Rates the teams of every league up to the last match, and learns the weights from all matches but the last ones.
 *
 * @param progress gets the share that is done; may throw to stop
 */
export function fitModel(set: TrainingSet, progress: (done: number, note: string) => void): FittedModel {
  const ratings: FittedModel['ratings'] = {};
  const forecasts: ForecastMatch[] = [];
  for (const [index, leagueSet] of set.leagues.entries()) {
    const { league, seasons } = leagueSet;
    const matches = unpackLeague(leagueSet);
    const told = (done: number) => progress((index + done) / (set.leagues.length + 1), `rates ${league}`);
    const walk = walkLeague(matches, told);
    const lastDay = matches.at(-1)?.day;
    if (lastDay === undefined) continue;
    ratings[league] = walk.state.snapshot(lastDay + 1, true);
    forecasts.push(...walk.forecasts.filter(({ match }) => match.season !== seasons[0]));
  }
  progress(set.leagues.length / (set.leagues.length + 1), 'learns the weights');
  const byDay = forecasts.sort((one, other) => one.match.day - other.match.day);
  const firstValidated = byDay.length - Math.min(VALIDATED, Math.floor(byDay.length * LARGEST_SHARE));
  // Matches of one day are not divided.
  const day = byDay[firstValidated]?.match.day ?? Infinity;
  const learnt = byDay.filter(({ match }) => match.day < day);
  if (learnt.length === 0) throw new Error('there are too few matches: two seasons of a league are needed');
  return {
    weights: fitWeights(learnt),
    ratings,
    trainedOn: learnt.length,
    trainedUntil: new Date(learnt.at(-1)!.match.day * DAY_MS).toISOString().slice(0, 10),
    validation: byDay.slice(learnt.length).map(({ match, forecast }) => ({
      features: forecast.features.map((feature) => Number(feature.toFixed(4))),
      outcome: outcomeIndex(match.goals!),
    })),
  };
}

/** Mean ranked probability score; null without matches. */
export function validationScore(weights: Weights, matches: readonly ValidationMatch[]): number | null {
  if (matches.length === 0) return null;
  const sum = matches.reduce(
    (total, { features, outcome }) => total + rankedProbabilityScore(predictBase(weights, features), outcome),
    0,
  );
  return sum / matches.length;
}
