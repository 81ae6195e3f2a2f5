import type { Probabilities } from './outcome.js';

/** Least probability that the logarithm is taken of. */
const SMALLEST = 1e-12;

/** Ranked probability score of one forecast: 0 is perfect, 1 the worst; a draw is nearer to a win than the other win. */
export function rankedProbabilityScore([home, , away]: Probabilities, outcome: 0 | 1 | 2): number {
  const first = home - (outcome === 0 ? 1 : 0);
  const second = away - (outcome === 2 ? 1 : 0);
  return (first * first + second * second) / 2;
}

/** In nats. */
export function logLoss(probabilities: Probabilities, outcome: 0 | 1 | 2): number {
  return -Math.log(Math.max(SMALLEST, probabilities[outcome]));
}

/** Sum of the three squared errors: 0 is perfect, 2 the worst. */
export function brierScore(probabilities: Probabilities, outcome: 0 | 1 | 2): number {
  return probabilities.reduce((sum, each, index) => sum + (each - (index === outcome ? 1 : 0)) ** 2, 0);
}

export function mostLikely(probabilities: Probabilities): 0 | 1 | 2 {
  return probabilities.indexOf(Math.max(...probabilities)) as 0 | 1 | 2;
}
