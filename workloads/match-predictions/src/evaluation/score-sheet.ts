import { brierScore, logLoss, mostLikely, rankedProbabilityScore } from '../model/metrics.js';
import type { Probabilities } from '../model/outcome.js';

/** Decimal odds on home win, draw and away win. */
export type Odds = readonly [home: number, draw: number, away: number];

export interface Score {
  matches: number;
  /** Means over the matches. */
  rps: number;
  logLoss: number;
  brier: number;
  /** Share of the matches whose likeliest outcome came. */
  accuracy: number;
  /** Mean distance of forecast and frequency over the bins of the curve, weighted by their size. */
  calibrationError: number;
  calibration: CalibrationBin[];
  /**
   * Won per unit staked, when one unit is staked on each outcome whose odds promise a gain by the forecast; null without such
   * a bet.
   */
  returnOnBets: number | null;
  bets: number;
}

export interface CalibrationBin {
  /** Probabilities from here on, to the next bin's. */
  from: number;
  forecasts: number;
  meanProbability: number;
  frequency: number;
}

const BINS = 10;

/** Adds up what forecasts of one kind were worth. */
export class ScoreSheet {
  private readonly sums = { rps: 0, logLoss: 0, brier: 0, hits: 0, matches: 0, bets: 0, won: 0 };
  private readonly bins = Array.from({ length: BINS }, () => ({ forecasts: 0, probability: 0, hits: 0 }));

  /** @param odds at which could be staked */
  add(probabilities: Probabilities, outcome: 0 | 1 | 2, odds?: Odds): void {
    const { sums } = this;
    sums.matches += 1;
    sums.rps += rankedProbabilityScore(probabilities, outcome);
    sums.logLoss += logLoss(probabilities, outcome);
    sums.brier += brierScore(probabilities, outcome);
    if (mostLikely(probabilities) === outcome) sums.hits += 1;
    probabilities.forEach((probability, index) => {
      const bin = this.bins[Math.min(BINS - 1, Math.floor(probability * BINS))]!;
      bin.forecasts += 1;
      bin.probability += probability;
      if (index === outcome) bin.hits += 1;
      if (odds && probability * odds[index]! > 1) {
        sums.bets += 1;
        if (index === outcome) sums.won += odds[index];
      }
    });
  }

  /** Undefined when nothing was added. */
  score(): Score | undefined {
    const { rps, logLoss: loss, brier, hits, matches, bets, won } = this.sums;
    if (matches === 0) return undefined;
    const calibration = this.bins.flatMap((bin, index) =>
      bin.forecasts > 0
        ? [
            {
              from: index / BINS,
              forecasts: bin.forecasts,
              meanProbability: bin.probability / bin.forecasts,
              frequency: bin.hits / bin.forecasts,
            },
          ]
        : [],
    );
    const distance = calibration.reduce(
      (sum, { forecasts, meanProbability, frequency }) => sum + forecasts * Math.abs(meanProbability - frequency),
      0,
    );
    return {
      matches,
      rps: rps / matches,
      logLoss: loss / matches,
      brier: brier / matches,
      accuracy: hits / matches,
      calibrationError: distance / (3 * matches),
      calibration,
      returnOnBets: bets > 0 ? won / bets - 1 : null,
      bets,
    };
  }
}
