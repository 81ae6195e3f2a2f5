import { AVERAGE } from '../football-data/odds-columns.js';
import type { BookmakerOdds } from '../football-data/match-record.js';
import { normalised, type Probabilities } from './outcome.js';

/** Probabilities that odds stand for, without the bookmaker's margin, which is taken off in proportion. */
export function impliedProbabilities({
  home,
  draw,
  away,
}: Omit<BookmakerOdds, 'bookmaker' | 'closing'>): Probabilities {
  return normalised([1 / home, 1 / draw, 1 / away]);
}

/**
 * What bookmakers think days before a match: the mean of their probabilities; where the file has the average of many, that
 * counts like a bookmaker. Undefined where no odds are known. Closing odds are left out: no prediction could have seen them.
 */
export function marketProbabilities(odds: readonly BookmakerOdds[]): Probabilities | undefined {
  const early = odds.filter(({ closing }) => !closing);
  if (early.length === 0) return undefined;
  const sum = [0, 0, 0];
  for (const each of early) impliedProbabilities(each).forEach((probability, index) => (sum[index]! += probability));
  return [sum[0]! / early.length, sum[1]! / early.length, sum[2]! / early.length];
}

/** Of one bookmaker days before the match; where it gave none, those of the average of all, then of whoever gave some. */
export function bookmakerOdds(odds: readonly BookmakerOdds[], bookmaker: string): BookmakerOdds | undefined {
  const early = odds.filter(({ closing }) => !closing);
  const of = (name: string) => early.find((each) => each.bookmaker === name);
  return of(bookmaker) ?? of(AVERAGE) ?? early[0];
}
