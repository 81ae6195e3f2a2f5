import { LEAGUES, type League } from '../football-data/league.js';
import type { BookmakerOdds, MatchRecord } from '../football-data/match-record.js';
import { bySeason, seasonStart, type Season } from '../football-data/season.js';
import { bookmakerOdds, impliedProbabilities } from '../model/market.js';
import { outcomeIndex, type Probabilities } from '../model/outcome.js';
import { fitWeights, predictBase, predictBlend, walkLeague, type ForecastMatch, type Weights } from '../model/train.js';
import { trainingMatch } from '../model/training-match.js';
import { eloProbabilities, fitEloOutcomes } from './elo-outcomes.js';
import { ScoreSheet, type Score } from './score-sheet.js';

/** Who forecasts: our two models, the bookmaker without its margin, and two that know little. */
export const FORECASTERS = ['base', 'blend', 'b365', 'elo', 'base_rate'] as const;
export type Forecaster = (typeof FORECASTERS)[number];

export interface MatchPrediction {
  record: MatchRecord;
  predictions: Record<Forecaster, Probabilities>;
  /** What could be staked at: Bet365's, else the average's. */
  odds: BookmakerOdds;
}

export interface WalkForwardOptions {
  /** That are forecast. */
  seasons: readonly Season[];
  /** Seasons before each of them that the models learn from. */
  trainingSeasons?: number;
}

/** The first season of a league rates its teams, the next ones teach. */
const TRAINING_SEASONS = 5;
const BOOKMAKER = 'B365';

/**
 * Forecasts every match of some seasons from what was known before its day: ratings from the matches of earlier days, weights
 * from earlier seasons. How hyper-parameters were chosen stands in the README.
 *
 * @returns predictions, and how many matches were left out because nobody gave odds for them
 */
export function walkForward(
  records: readonly MatchRecord[],
  { seasons, trainingSeasons = TRAINING_SEASONS }: WalkForwardOptions,
): { predictions: MatchPrediction[]; withoutOdds: number } {
  const all = LEAGUES.flatMap((league) => forecastsOf(records, league));
  const predictions: MatchPrediction[] = [];
  let withoutOdds = 0;
  for (const season of [...seasons].sort(bySeason)) {
    const start = seasonStart(season);
    const past = all.filter(({ match, isFirstSeason }) => {
      const year = seasonStart(match.season);
      return !isFirstSeason && year < start && year >= start - trainingSeasons;
    });
    const asked = all.filter(({ match }) => match.season === season);
    if (asked.length === 0) throw new Error(`there are no matches of the season ${season}`);
    if (past.length === 0) throw new Error(`there are too few seasons before ${season}: two are needed`);
    const weights = fitWeights(past);
    const eloOutcomes = fitEloOutcomes(past);
    for (const { record, match, forecast } of asked) {
      const odds = bookmakerOdds(record.odds, BOOKMAKER);
      if (!odds) {
        withoutOdds += 1;
        continue;
      }
      predictions.push({
        record,
        odds,
        predictions: {
          ...ofModels(weights, { match, forecast }),
          b365: impliedProbabilities(odds),
          elo: eloProbabilities(eloOutcomes, forecast.elo),
          base_rate: forecast.baseRate,
        },
      });
    }
  }
  return { predictions, withoutOdds };
}

/** Scores by forecaster. */
export function scores(predictions: readonly MatchPrediction[]): Record<Forecaster, Score> {
  return Object.fromEntries(
    FORECASTERS.map((forecaster) => {
      const sheet = new ScoreSheet();
      for (const { record, predictions: each, odds } of predictions) {
        sheet.add(each[forecaster], outcomeIndex(record.goals!), [odds.home, odds.draw, odds.away]);
      }
      return [forecaster, sheet.score()!];
    }),
  ) as Record<Forecaster, Score>;
}

function forecastsOf(records: readonly MatchRecord[], league: League) {
  const ofLeague = records.filter((record) => record.league === league && record.goals);
  const byMatch = new Map(ofLeague.map((record) => [trainingMatch(record), record]));
  const [firstSeason] = ofLeague.map(({ season }) => season).sort(bySeason);
  return walkLeague([...byMatch.keys()]).forecasts.map(({ match, forecast }) => ({
    match,
    forecast,
    record: byMatch.get(match)!,
    isFirstSeason: match.season === firstSeason,
  }));
}

function ofModels(weights: Weights, { match, forecast }: ForecastMatch): { base: Probabilities; blend: Probabilities } {
  const base = predictBase(weights, forecast.features);
  return { base, blend: predictBlend(weights, base, match.market) ?? base };
}
