import { bounded, type Signal } from '../signal.js';

const FEWEST_GAMES = 10;
/** So many even games are added, so that a few lucky ones do not count like hundreds. */
const EVEN_GAMES = 20;

/** Whoever is placed where it belongs wins half of its games. */
export const winRate: Signal = {
  name: 'win-rate',
  evidence({ wins, losses }) {
    const games = wins + losses;
    if (games < FEWEST_GAMES) return undefined;
    const steadied = (wins + EVEN_GAMES / 2) / (games + EVEN_GAMES);
    return {
      value: bounded((steadied - 0.5) / 0.045),
      words: `wins ${Math.round((100 * wins) / games)} % of ${games} ranked games`,
    };
  },
};
