import { bounded, type Signal } from '../signal.js';

const FEWEST_GAMES = 8;
/** Champions per game among which honest players choose, in effect. */
const USUAL_SHARE = 0.4;

/** Whoever plays to win on a second account plays few champions. */
export const championPool: Signal = {
  name: 'champion-pool',
  evidence({ games }) {
    if (games.length < FEWEST_GAMES) return undefined;
    const counts = new Map<string, number>();
    for (const { champion } of games) counts.set(champion, (counts.get(champion) ?? 0) + 1);
    const shares = [...counts.values()].map((count) => count / games.length);
    // The number of equally often played champions that would vary as much.
    const effective = Math.exp(-shares.reduce((total, share) => total + share * Math.log(share), 0));
    return {
      value: bounded((USUAL_SHARE - effective / games.length) / 0.15),
      words: `${counts.size} champions in ${games.length} games`,
    };
  },
};
