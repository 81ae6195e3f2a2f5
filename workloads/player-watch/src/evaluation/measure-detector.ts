import { judgePlayer } from '../detection/judge-player.js';
import type { Signal } from '../detection/signal.js';
import { SIGNALS } from '../detection/signals/signals.js';
import { generatePlayers, type GeneratedPlayer } from '../generated-players/generate-players.js';
import { rocAuc } from './roc-auc.js';

/** One tenth of the scores. */
export interface CalibrationBin {
  /** Scores from here to a tenth above. */
  from: number;
  players: number;
  meanScore: number;
  /** Share that is labelled a smurf. */
  frequency: number;
}

/** How well the detector, and each signal alone, tells labelled smurfs from others. */
export interface DetectorMeasures {
  players: number;
  smurfs: number;
  mislabelled: number;
  /** Area under the ROC curve. */
  detector: number;
  /** The same by each signal alone; players of whom it knows too little have no evidence, 0. */
  signals: Record<string, number>;
  /** Mean squared distance between score and label. */
  brier: number;
  calibration: CalibrationBin[];
}

/** @param seed of the generated players */
export function measureDetector(count: number, seed: number): DetectorMeasures {
  const players = generatePlayers(count, seed);
  const judged = players.map((player) => ({ value: judgePlayer(player).score, isPositive: player.isSmurf }));
  const smurfs = players.filter(({ isSmurf }) => isSmurf).length;
  return {
    players: count,
    smurfs,
    mislabelled: players.filter(({ isMislabelled }) => isMislabelled).length,
    detector: rocAuc(judged),
    signals: Object.fromEntries(SIGNALS.map((signal) => [signal.name, rocAuc(players.map(aloneBy(signal)))])),
    brier: judged.reduce((sum, { value, isPositive }) => sum + (value - Number(isPositive)) ** 2, 0) / count,
    calibration: calibrationOf(judged),
  };
}

function aloneBy(signal: Signal) {
  return (player: GeneratedPlayer) => ({ value: signal.evidence(player)?.value ?? 0, isPositive: player.isSmurf });
}

function calibrationOf(judged: readonly { value: number; isPositive: boolean }[]): CalibrationBin[] {
  return Array.from({ length: 10 }, (_, tenth) => {
    const within = judged.filter(({ value }) => Math.min(9, Math.floor(value * 10)) === tenth);
    const mean = (of: (each: (typeof within)[number]) => number) =>
      within.reduce((sum, each) => sum + of(each), 0) / Math.max(1, within.length);
    return {
      from: tenth / 10,
      players: within.length,
      meanScore: mean(({ value }) => value),
      frequency: mean(({ isPositive }) => Number(isPositive)),
    };
  });
}
