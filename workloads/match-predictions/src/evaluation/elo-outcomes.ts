import { fitLogistic, predictLogistic, type LogisticModel } from '../model/multinomial-logistic.js';
import { outcomeIndex, type Probabilities } from '../model/outcome.js';
import type { ForecastMatch } from '../model/train.js';

/** Elo alone, for comparison: how often matches ended in each way, by the difference of the ratings. */
export function fitEloOutcomes(past: readonly ForecastMatch[]): LogisticModel {
  const examples = past.map(({ match, forecast: { elo } }) => ({
    features: [difference(elo)],
    outcome: outcomeIndex(match.goals!),
    weight: 1,
  }));
  return fitLogistic(examples, [1]);
}

/** @param elo share of the points that home is expected to win */
export function eloProbabilities(model: LogisticModel, elo: number): Probabilities {
  return predictLogistic(model, [difference(elo)]);
}

function difference(elo: number): number {
  return Math.log(elo / (1 - elo));
}
