import { z } from 'zod';
import { moveBy, newtonStep } from './newton.js';
import type { Probabilities } from './outcome.js';

/** Regression of outcomes on features; a draw is the reference. Fitted by Newton's method. */

export interface Example {
  features: readonly number[];
  outcome: 0 | 1 | 2;
  weight: number;
}

export const LogisticModel = z.object({
  /** Of the features of the examples: they are standardised before anything else. */
  means: z.array(z.number()),
  deviations: z.array(z.number()),
  /** Intercept first. */
  home: z.array(z.number()),
  away: z.array(z.number()),
});
export type LogisticModel = z.output<typeof LogisticModel>;

const MAX_STEPS = 25;
const CONVERGED = 1e-6;
const INTERCEPT_SHRINKAGE = 1e-6;

/** @param shrinkage precision of the prior of each feature's standardised coefficients */
export function fitLogistic(examples: readonly Example[], shrinkage: readonly number[]): LogisticModel {
  const { means, deviations } = standardisation(examples);
  const width = means.length + 1;
  const rows = examples.map(({ features }) => standardised(features, means, deviations));
  const parameters = new Float64Array(2 * width);
  const size = parameters.length;
  const [gradient, hessian] = [new Float64Array(size), new Float64Array(size * size)];
  for (let step = 0; step < MAX_STEPS; step += 1) {
    gradient.fill(0);
    hessian.fill(0);
    examples.forEach(({ outcome, weight }, index) => {
      const row = rows[index]!;
      const [home, , away] = softmax(parameters, row, width);
      const [homeError, awayError] = [(outcome === 0 ? 1 : 0) - home, (outcome === 2 ? 1 : 0) - away];
      const [homeCurve, awayCurve, cross] = [home * (1 - home), away * (1 - away), -home * away];
      for (let at = 0; at < width; at += 1) {
        const value = weight * row[at]!;
        gradient[at]! += value * homeError;
        gradient[width + at]! += value * awayError;
        for (let other = 0; other < width; other += 1) {
          const product = value * row[other]!;
          if (other <= at) {
            hessian[at * size + other]! += product * homeCurve;
            hessian[(width + at) * size + width + other]! += product * awayCurve;
          }
          hessian[(width + at) * size + other]! += product * cross;
        }
      }
    });
    for (let at = 0; at < size; at += 1) {
      const penalty = at % width === 0 ? INTERCEPT_SHRINKAGE : shrinkage[(at % width) - 1]!;
      gradient[at]! -= penalty * parameters[at]!;
      hessian[at * size + at]! += penalty;
    }
    if (moveBy(parameters, newtonStep(hessian, gradient)) < CONVERGED) break;
  }
  return { means, deviations, home: [...parameters.subarray(0, width)], away: [...parameters.subarray(width)] };
}

export function predictLogistic(model: LogisticModel, features: readonly number[]): Probabilities {
  const row = standardised(features, model.means, model.deviations);
  return softmax(Float64Array.from([...model.home, ...model.away]), row, row.length);
}

/** How much each feature adds to the logarithm of the odds of a home win against an away win. */
export function contributions(model: LogisticModel, features: readonly number[]): number[] {
  const row = standardised(features, model.means, model.deviations);
  return row.slice(1).map((value, index) => value * (model.home[index + 1]! - model.away[index + 1]!));
}

function softmax(parameters: Float64Array, row: readonly number[], width: number): Probabilities {
  let [home, away] = [0, 0];
  for (let at = 0; at < width; at += 1) {
    home += parameters[at]! * row[at]!;
    away += parameters[width + at]! * row[at]!;
  }
  const highest = Math.max(home, away, 0);
  const [homeOdds, drawOdds, awayOdds] = [Math.exp(home - highest), Math.exp(-highest), Math.exp(away - highest)];
  const sum = homeOdds + drawOdds + awayOdds;
  return [homeOdds / sum, drawOdds / sum, awayOdds / sum];
}

function standardised(features: readonly number[], means: readonly number[], deviations: readonly number[]): number[] {
  return [1, ...features.map((value, index) => (value - means[index]!) / deviations[index]!)];
}

function standardisation(examples: readonly Example[]): { means: number[]; deviations: number[] } {
  const width = examples[0]?.features.length ?? 0;
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const moment = (of: (value: number, index: number) => number) =>
    Array.from({ length: width }, (_, index) => {
      let sum = 0;
      for (const { features, weight } of examples) sum += weight * of(features[index]!, index);
      return sum / total;
    });
  const means = moment((value) => value);
  const deviations = moment((value, index) => (value - means[index]!) ** 2).map((variance) => Math.sqrt(variance) || 1);
  return { means, deviations };
}
