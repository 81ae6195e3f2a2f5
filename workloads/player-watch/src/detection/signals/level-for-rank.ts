import { rankInWords } from '../../player/rank.js';
import { normOf } from '../rank-norms.js';
import { bounded, type Signal } from '../signal.js';

/** A new account is at a low level; whoever learns the game on it reaches a rank much later. */
export const levelForRank: Signal = {
  name: 'level-for-rank',
  evidence({ level, rank }) {
    if (!rank || level < 1) return undefined;
    const usual = normOf(rank).level;
    return {
      value: bounded(Math.log(usual / level) / 0.5),
      words: `level ${level}, where ${rankInWords(rank)} players are usually at level ${Math.round(usual)}`,
    };
  },
};
