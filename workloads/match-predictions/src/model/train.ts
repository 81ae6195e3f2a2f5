import type { League } from '../football-data/league.js';
import { FEATURES, forecast, type Forecast, type LeagueSnapshot } from './league-snapshot.js';
import { LeagueState, type RatedMatch } from './league-state.js';
import { fitLogistic, predictLogistic, type LogisticModel } from './multinomial-logistic.js';
import { outcomeIndex, type Probabilities } from './outcome.js';

/** A match as the model learns from it. */
export interface TrainingMatch extends RatedMatch {
  league: League;
  /** Days since the epoch. */
  day: number;
  /** What bookmakers thought before the match. */
  market: Probabilities | null;
}

/** A match, and what was known of it on its day. */
export interface ForecastMatch {
  match: TrainingMatch;
  forecast: Forecast;
}

/** What is learnt of all leagues together: how to weigh what the ratings say, and that against the market. Plain data. */
export interface Weights {
  base: LogisticModel;
  /** Null when no match had odds. */
  blend: LogisticModel | null;
}

/** Precisions of the priors of the standardised coefficients; how they were chosen stands in the README. */
const BASE_SHRINKAGE = FEATURES.map(() => 60);
/** The market is believed, until there is much evidence that our difference from it tells more. */
const BLEND_SHRINKAGE = [5, 5, 1_000, 1_000];

/**
 * Plays one league's matches through in their order.
 *
 * @param onDay called before each day with the share that is done
 */
export function walkLeague(
  matches: readonly TrainingMatch[],
  onDay: (done: number) => void = () => {},
): { forecasts: ForecastMatch[]; state: LeagueState } {
  const state = new LeagueState();
  const forecasts: ForecastMatch[] = [];
  let seen = 0;
  for (const [day, ofDay] of byDay(matches)) {
    onDay(seen / matches.length);
    const snapshot = state.snapshot(day);
    for (const match of ofDay) forecasts.push({ match, forecast: forecast(snapshot, match.home, match.away) });
    state.observe(ofDay, day);
    seen += ofDay.length;
  }
  return { forecasts, state };
}

/** Learns from matches that were played. The first season of each league only rates its teams; leave it out. */
export function fitWeights(forecasts: readonly ForecastMatch[]): Weights {
  const played = forecasts.filter(({ match }) => match.goals);
  const base = fitLogistic(
    played.map(({ match, forecast: { features } }) => ({ features, outcome: outcomeIndex(match.goals!), weight: 1 })),
    BASE_SHRINKAGE,
  );
  const withOdds = played.flatMap(({ match, forecast: { features } }) =>
    match.market
      ? [
          {
            features: blendFeatures(predictLogistic(base, features), match.market),
            outcome: outcomeIndex(match.goals!),
            weight: 1,
          },
        ]
      : [],
  );
  return { base, blend: withOdds.length > 0 ? fitLogistic(withOdds, BLEND_SHRINKAGE) : null };
}

export function predictBase({ base }: Weights, features: readonly number[]): Probabilities {
  return predictLogistic(base, features);
}

/** Null without odds. */
export function predictBlend(
  weights: Weights,
  base: Probabilities,
  market: Probabilities | null,
): Probabilities | null {
  return weights.blend && market ? predictLogistic(weights.blend, blendFeatures(base, market)) : null;
}

function blendFeatures(base: Probabilities, market: Probabilities): number[] {
  const [ours, theirs] = [logOdds(base), logOdds(market)];
  return [...theirs, ours[0] - theirs[0], ours[1] - theirs[1]];
}

function logOdds([home, draw, away]: Probabilities): [number, number] {
  return [Math.log(home / draw), Math.log(away / draw)];
}

function byDay(matches: readonly TrainingMatch[]): [day: number, matches: TrainingMatch[]][] {
  const days = new Map<number, TrainingMatch[]>();
  for (const match of matches) {
    const known = days.get(match.day);
    if (known) known.push(match);
    else days.set(match.day, [match]);
  }
  return [...days].sort(([one], [other]) => one - other);
}

export type Ratings = Partial<Record<League, LeagueSnapshot>>;
