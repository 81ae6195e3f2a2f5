import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  FORECASTERS,
  readFolder,
  scores,
  walkForward,
  type Forecaster,
  type MatchPrediction,
  type Score,
} from '@kickoff/match-predictions/evaluation';
import type { BenchOptions } from '../main.js';
import type { BenchResult } from '../result.js';

/** Forecasts of recorded seasons, each from what was known before its matches, next to the bookmaker's. */

const RECORDED = fileURLToPath(new URL('../../../../shared/data/football-data', import.meta.url));
const SEASONS = ['1920', '2021', '2122', '2223', '2324'];
const CASES = ['base', 'blend'] as const satisfies Forecaster[];

export async function predictionsSuite({ cases, data, seasons, note }: BenchOptions): Promise<BenchResult[]> {
  const directory = data ?? RECORDED;
  if (data === undefined && !existsSync(directory)) {
    note('predictions: the recorded seasons are absent at ../shared/data/football-data; give --data DIR');
    return [];
  }
  const { matches, problems } = readFolder(directory);
  const started = process.cpuUsage();
  const { predictions, withoutOdds } = walkForward(matches, { seasons: seasons ?? SEASONS });
  const { user } = process.cpuUsage(started);
  const overall = scores(predictions);
  console.table({
    ...rows('all', overall),
    ...groups(predictions, ({ record }) => record.season),
    ...groups(predictions, ({ record }) => record.league),
    ...groups(predictions, ({ record }) => `${record.league} ${record.season}`),
  });
  console.table(
    Object.fromEntries(
      overall.base.calibration.map(({ from, forecasts, meanProbability, frequency }) => [
        `base ${from.toFixed(1)}–${(from + 0.1).toFixed(1)}`,
        { forecasts, 'mean probability': fixed(meanProbability, 3), frequency: fixed(frequency, 3) },
      ]),
    ),
  );
  note(`predictions: ${matches.length} matches rated and ${predictions.length} forecast in ${fixed(user / 1e6, 1)} s`);
  note(`predictions: ${withoutOdds} matches without any odds and ${problems.length} broken rows left out`);
  for (const problem of problems) note(`predictions: ${problem}`);
  const { b365, elo, base_rate: baseRate } = overall;
  return CASES.filter((name) => cases.length === 0 || cases.includes(name)).map((name) => ({
    suite: 'predictions',
    case: name,
    unit: 'rps',
    kickoff: overall[name].rps,
    against: { b365: b365.rps, elo: elo.rps, base_rate: baseRate.rps },
    rounds: 1,
  }));
}

function groups(predictions: readonly MatchPrediction[], by: (prediction: MatchPrediction) => string) {
  const names = [...new Set(predictions.map(by))].sort();
  return Object.assign(
    {},
    ...names.map((name) => rows(name, scores(predictions.filter((prediction) => by(prediction) === name)))),
  ) as ReturnType<typeof rows>;
}

function rows(group: string, of: Record<Forecaster, Score>) {
  return Object.fromEntries(
    FORECASTERS.map((forecaster) => {
      const score = of[forecaster];
      return [
        `${group} ${forecaster}`,
        {
          matches: score.matches,
          rps: fixed(score.rps, 4),
          'log loss': fixed(score.logLoss, 4),
          brier: fixed(score.brier, 4),
          accuracy: fixed(score.accuracy, 3),
          'calibration error': fixed(score.calibrationError, 4),
          bets: score.bets,
          return: score.returnOnBets === null ? '' : fixed(score.returnOnBets, 3),
        },
      ];
    }),
  );
}

function fixed(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
