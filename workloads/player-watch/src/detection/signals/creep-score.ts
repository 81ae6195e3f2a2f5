import { rankInWords } from '../../player/rank.js';
import { normOf } from '../rank-norms.js';
import { bounded, type Signal } from '../signal.js';

const LANES: ReadonlySet<string> = new Set(['TOP', 'MIDDLE', 'BOTTOM']);
const FEWEST_GAMES = 4;

/** Minions a minute in games of a lane, against the rank's norm. Supports and junglers have others. */
export const creepScore: Signal = {
  name: 'creep-score',
  evidence({ games, rank }) {
    const inLane = games.filter(({ position, minutes }) => LANES.has(position) && minutes > 0);
    if (!rank || inLane.length < FEWEST_GAMES) return undefined;
    const minutes = inLane.reduce((total, game) => total + game.minutes, 0);
    const aMinute = inLane.reduce((total, game) => total + game.creepScore, 0) / minutes;
    const usual = normOf(rank).creepScore;
    return {
      value: bounded((aMinute - usual) / 0.8),
      words: `${aMinute.toFixed(1)} CS a minute, where ${usual.toFixed(1)} is usual in ${rankInWords(rank)}`,
    };
  },
};
