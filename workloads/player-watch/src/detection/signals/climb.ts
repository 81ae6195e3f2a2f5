import { divisionsAboveIron, rankInWords } from '../../player/rank.js';
import { bounded, type Signal } from '../signal.js';

const FEWEST_GAMES = 10;

/** Divisions that were won in few games. */
export const climb: Signal = {
  name: 'climb',
  evidence({ ranks }) {
    const [first, last] = [ranks.at(0), ranks.at(-1)];
    if (!first || !last) return undefined;
    const games = last.games - first.games;
    if (games < FEWEST_GAMES) return undefined;
    const risen = divisionsAboveIron(last.rank) - divisionsAboveIron(first.rank);
    return {
      value: bounded(((risen / games) * 20 - 0.3) / 0.9),
      words: `from ${rankInWords(first.rank)} to ${rankInWords(last.rank)} in ${games} games`,
    };
  },
};
