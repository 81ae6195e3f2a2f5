import type { PlayerSample } from './player-sample.js';

/** What one signal says of a player. */
export interface Evidence {
  /** -3 to 3: above zero it speaks for a smurf, below against one. About one standard deviation of honest players each. */
  value: number;
  /** E.g. `level 34, where Gold II players are usually at level 190`. */
  words: string;
}

/** One thing to judge a player by. */
export interface Signal {
  /** kebab-case. */
  name: string;
  /** Undefined where too little is known: the signal then counts for nothing. */
  evidence(sample: PlayerSample): Evidence | undefined;
}

const STRONGEST = 3;

/** No single thing, however odd, outweighs everything else. */
export function bounded(value: number): number {
  return Math.min(STRONGEST, Math.max(-STRONGEST, value));
}
