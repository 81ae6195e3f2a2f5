import { bounded, type Signal } from '../signal.js';

const FEWEST_GAMES = 5;
const DAY_MS = 86_400_000;

/** An account that lies idle for weeks while its owner plays on another one. */
export const activityGap: Signal = {
  name: 'activity-gap',
  evidence({ games }) {
    if (games.length < FEWEST_GAMES) return undefined;
    const times = games.map(({ startedAt }) => startedAt).toSorted((a, b) => a - b);
    const gaps = times.slice(1).map((time, index) => (time - times[index]!) / DAY_MS);
    const longest = Math.max(...gaps);
    return {
      value: bounded(Math.log((1 + longest) / 6) / 0.8),
      words: `did not play for ${Math.round(longest)} days between its last ${games.length} games`,
    };
  },
};
