import type { PlayerSample } from './player-sample.js';
import { SIGNALS } from './signals/signals.js';
import { WEIGHTS, type Weights } from './weights.js';

/** What one signal, or `base`, what is assumed of an account with nothing unusual, adds to the score. */
export interface Contribution {
  signal: string;
  /** Part of the score; below zero where it speaks against a smurf. */
  contribution: number;
  /** What was seen. */
  words: string;
}

/** How likely it is that somebody plays below its skill, and why. */
export interface Judgement {
  /** Probability, 0 to 1: the sum of the contributions. */
  score: number;
  /** `base` first, then every signal that knows enough, from the one that says most. */
  contributions: Contribution[];
  /** The words of those that speak for a smurf, from the strongest. */
  reasons: string[];
}

/** Contributions smaller than this are no reason to name. */
const SMALLEST_REASON = 0.02;

/**
 * Judges a player by all signals. Their weighted evidence adds up in log-odds; the probability's distance from the base is
 * shared out among the signals by what each adds there, which is how much of it each has moved on the straight way.
 */
export function judgePlayer(sample: PlayerSample, weights: Weights = WEIGHTS): Judgement {
  const moved = SIGNALS.flatMap((signal) => {
    const evidence = signal.evidence(sample);
    if (!evidence) return [];
    return [
      { signal: signal.name, logOdds: (weights.signals[signal.name] ?? 0) * evidence.value, words: evidence.words },
    ];
  });
  const base = probability(weights.base);
  const total = moved.reduce((sum, { logOdds }) => sum + logOdds, 0);
  const score = probability(weights.base + total);
  // Where the signals cancel out, each counts by the slope at the base.
  const share = Math.abs(total) < 1e-9 ? base * (1 - base) : (score - base) / total;
  const contributions = moved
    .map(({ signal, logOdds, words }) => ({ signal, contribution: logOdds * share, words }))
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return {
    score,
    contributions: [
      { signal: 'base', contribution: base, words: 'assumed of an account with nothing unusual' },
      ...contributions,
    ],
    reasons: contributions.filter(({ contribution }) => contribution >= SMALLEST_REASON).map(({ words }) => words),
  };
}

function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
