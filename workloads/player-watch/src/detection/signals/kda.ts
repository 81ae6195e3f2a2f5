import { rankInWords } from '../../player/rank.js';
import { normOf } from '../rank-norms.js';
import { bounded, type Signal } from '../signal.js';

const FEWEST_GAMES = 5;

/** Kills and assists per death, against the rank's norm. */
export const kda: Signal = {
  name: 'kda',
  evidence({ games, rank }) {
    if (!rank || games.length < FEWEST_GAMES) return undefined;
    const sum = (of: (game: (typeof games)[number]) => number) => games.reduce((total, game) => total + of(game), 0);
    const ratio =
      sum(({ kills, assists }) => kills + assists) /
      Math.max(
        1,
        sum(({ deaths }) => deaths),
      );
    const usual = normOf(rank).kda;
    return {
      value: bounded(Math.log(Math.max(0.1, ratio) / usual) / 0.25),
      words: `KDA ${ratio.toFixed(1)} over ${games.length} games, where ${usual.toFixed(1)} is usual in ${rankInWords(rank)}`,
    };
  },
};
