import type { UpcomingPrediction } from '../contracts/shapes.js';
import { FEATURES, forecast, type LeagueSnapshot } from '../model/league-snapshot.js';
import { marketProbabilities } from '../model/market.js';
import type { Probabilities } from '../model/outcome.js';
import { predictBase, predictBlend } from '../model/train.js';
import type { StoredMatch } from '../store/match-store.js';
import type { StoredModel } from '../store/model-store.js';
import { explain } from './explain.js';

/** What a prediction was made from: with the weights of its version it gives the same again. */
export interface PredictionInputs {
  /** By the names of `FEATURES`. */
  features: Record<string, number>;
  expectedGoals: { home: number; away: number };
  /** Day up to which the ratings know matches, `YYYY-MM-DD`. */
  ratedUntil: string;
  market: Probabilities | null;
}

export interface MatchPrediction {
  matchId: number;
  modelVersion: number;
  base: Probabilities;
  blend: Probabilities | null;
  market: Probabilities | null;
  baseRate: Probabilities;
  inputs: PredictionInputs;
  explanation: string;
}

const DAY_MS = 86_400_000;

export function predictMatch(match: StoredMatch, model: StoredModel, snapshot: LeagueSnapshot): MatchPrediction {
  const { features, expectedGoals, baseRate } = forecast(snapshot, match.home, match.away);
  const market = marketProbabilities(match.odds) ?? null;
  const base = predictBase(model.weights, features);
  return {
    matchId: match.id,
    modelVersion: model.version,
    base,
    blend: predictBlend(model.weights, base, market),
    market,
    baseRate,
    inputs: {
      features: Object.fromEntries(FEATURES.map((name, index) => [name, features[index]!])),
      expectedGoals,
      ratedUntil: new Date(snapshot.day * DAY_MS).toISOString().slice(0, 10),
      market,
    },
    explanation: explain(match, { base, market, expectedGoals, features, weights: model.weights.base, snapshot }),
  };
}

/** As channels and routes carry it. */
export function upcomingPrediction(match: StoredMatch, prediction: MatchPrediction): UpcomingPrediction {
  const { league, season, date, time, home, away } = match;
  const { matchId, modelVersion, base, blend, market, explanation } = prediction;
  const copy = (probabilities: Probabilities): [number, number, number] => [...probabilities];
  return {
    matchId,
    league,
    season,
    date,
    time,
    home,
    away,
    probabilities: copy(base),
    blend: blend && copy(blend),
    market: market && copy(market),
    modelVersion,
    explanation,
  };
}
