import type { Probabilities } from './outcome.js';

/** Goals of one side beyond which nothing is counted. */
const MOST_GOALS = 12;
const RHO_STEPS = 41;
const LARGEST_RHO = 0.2;

/** Factor by which Dixon and Coles (1997) correct the probability of a low score; rho below 0 makes draws likelier. */
function correction(home: number, away: number, rateHome: number, rateAway: number, rho: number): number {
  if (home === 0 && away === 0) return 1 - rateHome * rateAway * rho;
  if (home === 0 && away === 1) return 1 + rateHome * rho;
  if (home === 1 && away === 0) return 1 + rateAway * rho;
  if (home === 1 && away === 1) return 1 - rho;
  return 1;
}

/** Of the outcome, from the goals that the sides are expected to score. */
export function outcomeProbabilities(rateHome: number, rateAway: number, rho: number): Probabilities {
  const [homeGoals, awayGoals] = [poisson(rateHome), poisson(rateAway)];
  const sums = [0, 0, 0];
  for (let home = 0; home <= MOST_GOALS; home += 1) {
    for (let away = 0; away <= MOST_GOALS; away += 1) {
      const probability = homeGoals[home]! * awayGoals[away]! * correction(home, away, rateHome, rateAway, rho);
      sums[home > away ? 0 : home === away ? 1 : 2]! += probability;
    }
  }
  const all = sums[0]! + sums[1]! + sums[2]!;
  return [sums[0]! / all, sums[1]! / all, sums[2]! / all];
}

export interface LowScore {
  homeGoals: number;
  awayGoals: number;
  rateHome: number;
  rateAway: number;
  weight: number;
}

/** The likeliest rho for matches whose expected goals are known, to 0.01. */
export function fitRho(scores: readonly LowScore[]): number {
  const low = scores.filter(({ homeGoals, awayGoals }) => homeGoals <= 1 && awayGoals <= 1);
  let best = { rho: 0, likelihood: -Infinity };
  for (let step = 0; step < RHO_STEPS; step += 1) {
    const rho = -LARGEST_RHO + (2 * LARGEST_RHO * step) / (RHO_STEPS - 1);
    let likelihood = 0;
    for (const { homeGoals, awayGoals, rateHome, rateAway, weight } of low) {
      likelihood += weight * Math.log(Math.max(1e-9, correction(homeGoals, awayGoals, rateHome, rateAway, rho)));
    }
    if (likelihood > best.likelihood) best = { rho, likelihood };
  }
  return best.rho;
}

function poisson(rate: number): number[] {
  const probabilities = [Math.exp(-rate)];
  for (let goals = 1; goals <= MOST_GOALS; goals += 1) probabilities.push((probabilities[goals - 1]! * rate) / goals);
  return probabilities;
}
