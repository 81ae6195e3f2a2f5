import { moveBy, newtonStep } from './newton.js';

/**
 * Attack and defence of the teams of one league by a Poisson regression of what they scored: goals (as Dixon and Coles) or
 * shots. Older matches count less; ratings are drawn towards the mean of their kind (those that were in the league from the
 * first match on, and those that came up later), so that a team with few matches is believed little.
 */

export interface ScoredMatch {
  /** Days since the epoch. */
  day: number;
  home: number;
  away: number;
  /** What the sides scored. */
  homeCount: number;
  awayCount: number;
}

export interface PoissonOptions {
  /** Days after which a match counts half. */
  halfLifeDays: number;
  /** Precision of the prior of a team's ratings; larger draws them closer together. */
  shrinkage: number;
}

/** Logarithms of factors. */
export interface PoissonRatings {
  base: number;
  homeAdvantage: number;
  /** Of a team of which nothing is known. */
  newcomer: [attack: number, defence: number];
  attack: readonly number[];
  defence: readonly number[];
}

const ENTRANTS_SHRINKAGE = 2;
const COMMON_SHRINKAGE = 1e-3;
const MAX_STEPS = 12;
const CONVERGED = 1e-3;

/** Parameters before those of the teams: base, home advantage, mean attack and defence of teams that came up. */
const COMMON = 4;

/**
 * Maximises the penalised likelihood by Newton's method.
 *
 * @param teams number of teams; matches name them by index
 * @param isEntrant which teams came up later
 * @param today day from which the age of matches counts
 * @param start ratings to start from
 */
export function fitPoissonRatings(
  matches: readonly ScoredMatch[],
  teams: number,
  isEntrant: readonly boolean[],
  today: number,
  options: PoissonOptions,
  start?: PoissonParameters,
): PoissonParameters {
  const size = COMMON + 2 * teams;
  const parameters = startFrom(start, size, matches);
  const penalties = penaltiesOf(size, options.shrinkage);
  const weights = matches.map(({ day }) => Math.exp((-Math.LN2 * (today - day)) / options.halfLifeDays));
  const designs = matches.map(({ home, away }) => ({
    home: sideDesign(home, away, true, teams, isEntrant),
    away: sideDesign(away, home, false, teams, isEntrant),
  }));
  const gradient = new Float64Array(size);
  // Row by row; the lower triangle alone.
  const hessian = new Float64Array(size * size);
  const add = (observed: number, weight: number, { indices, signs }: SideDesign) => {
    let logRate = 0;
    for (let index = 0; index < indices.length; index += 1) logRate += signs[index]! * parameters[indices[index]!]!;
    const rate = Math.exp(logRate);
    const [residual, curvature] = [weight * (observed - rate), weight * rate];
    for (let row = 0; row < indices.length; row += 1) {
      const at = indices[row]!;
      gradient[at]! += residual * signs[row]!;
      for (let column = 0; column <= row; column += 1) {
        const other = indices[column]!;
        hessian[Math.max(at, other) * size + Math.min(at, other)]! += curvature * signs[row]! * signs[column]!;
      }
    }
  };
  for (let step = 0; step < MAX_STEPS; step += 1) {
    gradient.fill(0);
    hessian.fill(0);
    matches.forEach(({ homeCount, awayCount }, index) => {
      add(homeCount, weights[index]!, designs[index]!.home);
      add(awayCount, weights[index]!, designs[index]!.away);
    });
    for (let row = 0; row < size; row += 1) {
      gradient[row]! -= penalties[row]! * parameters[row]!;
      hessian[row * size + row]! += penalties[row]!;
    }
    const largest = moveBy(parameters, newtonStep(hessian, gradient));
    if (largest < CONVERGED) break;
  }
  return parameters;
}

/** As the regression has them; `ratingsOf` explains them. */
export type PoissonParameters = Float64Array;

export function ratingsOf(parameters: PoissonParameters, isEntrant: readonly boolean[]): PoissonRatings {
  const teams = (parameters.length - COMMON) / 2;
  const rating = (first: number, entrants: number) =>
    Array.from({ length: teams }, (_, team) => parameters[first + team]! + (isEntrant[team] ? entrants : 0));
  return {
    base: parameters[0]!,
    homeAdvantage: parameters[1]!,
    newcomer: [parameters[2]!, parameters[3]!],
    attack: rating(COMMON, parameters[2]!),
    defence: rating(COMMON + teams, parameters[3]!),
  };
}

/** Which parameters make up the logarithm of a side's rate, and their signs. */
interface SideDesign {
  indices: readonly number[];
  signs: readonly number[];
}

function sideDesign(
  scorer: number,
  opponent: number,
  isHome: boolean,
  teams: number,
  isEntrant: readonly boolean[],
): SideDesign {
  const terms: [index: number, sign: number][] = [
    [0, 1],
    [COMMON + scorer, 1],
    [COMMON + teams + opponent, -1],
  ];
  if (isHome) terms.push([1, 1]);
  if (isEntrant[scorer]) terms.push([2, 1]);
  if (isEntrant[opponent]) terms.push([3, -1]);
  return { indices: terms.map(([index]) => index), signs: terms.map(([, sign]) => sign) };
}

function startFrom(
  start: PoissonParameters | undefined,
  size: number,
  matches: readonly ScoredMatch[],
): PoissonParameters {
  if (start?.length === size) return Float64Array.from(start);
  const parameters = new Float64Array(size);
  const sum = matches.reduce((total, { homeCount, awayCount }) => total + homeCount + awayCount, 0);
  parameters[0] = Math.log(Math.max(0.1, sum / Math.max(1, 2 * matches.length)));
  return parameters;
}

function penaltiesOf(size: number, shrinkage: number): number[] {
  return Array.from({ length: size }, (_, index) =>
    index < 2 ? COMMON_SHRINKAGE : index < COMMON ? ENTRANTS_SHRINKAGE : shrinkage,
  );
}
