import type { PredictionMetrics } from '../contracts/shapes.js';
import { ScoreSheet } from '../evaluation/score-sheet.js';
import { bookmakerOdds, impliedProbabilities } from '../model/market.js';
import type { Probabilities } from '../model/outcome.js';
import type { ValidatedPrediction } from '../store/prediction-store.js';

const BOOKMAKER = 'B365';

/** Scores per league and season, of all forecasters on the same matches: those for which somebody gave odds. In the order of their names. */
export function predictionMetrics(predictions: readonly ValidatedPrediction[]): PredictionMetrics[] {
  const sheets = new Map<string, { league: string; season: string; of: Map<Forecaster, ScoreSheet> }>();
  for (const { league, season, base, blend, base_rate: baseRate, outcome, odds } of predictions) {
    const bookmaker = bookmakerOdds(odds, BOOKMAKER);
    if (!bookmaker) continue;
    const key = `${league}/${season}`;
    const { of } = sheets.get(key) ?? { of: new Map<Forecaster, ScoreSheet>() };
    sheets.set(key, { league, season, of });
    const stakes = [bookmaker.home, bookmaker.draw, bookmaker.away] as const;
    const forecasts: Record<Forecaster, Probabilities> = {
      base,
      blend: blend ?? base,
      bookmaker: impliedProbabilities(bookmaker),
      base_rate: baseRate,
    };
    for (const [forecaster, probabilities] of Object.entries(forecasts) as [Forecaster, Probabilities][]) {
      const sheet = of.get(forecaster) ?? new ScoreSheet();
      of.set(forecaster, sheet);
      sheet.add(probabilities, outcome, stakes);
    }
  }
  return [...sheets.entries()]
    .toSorted(byName)
    .flatMap(([, { league, season, of }]) =>
      [...of].toSorted(byName).map(([forecaster, sheet]) => ({ league, season, forecaster, ...sheet.score()! })),
    );
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

type Forecaster = PredictionMetrics['forecaster'];
