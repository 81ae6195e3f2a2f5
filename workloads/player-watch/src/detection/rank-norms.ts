import { divisionsAboveIron, TIERS, type Rank, type Tier } from '../player/rank.js';

/** What players of a tier usually have: medians as public statistics sites show them, for the middle of the tier. */
interface Norm {
  level: number;
  /** Kills and assists per death. */
  kda: number;
  /** Minions and monsters a minute, of those who play in a lane. */
  creepScore: number;
}

const NORMS: Readonly<Record<Tier, Norm>> = {
  IRON: { level: 75, kda: 2.2, creepScore: 4.6 },
  BRONZE: { level: 100, kda: 2.3, creepScore: 5.1 },
  SILVER: { level: 135, kda: 2.4, creepScore: 5.5 },
  GOLD: { level: 175, kda: 2.5, creepScore: 5.9 },
  PLATINUM: { level: 220, kda: 2.55, creepScore: 6.2 },
  EMERALD: { level: 260, kda: 2.6, creepScore: 6.5 },
  DIAMOND: { level: 310, kda: 2.65, creepScore: 6.8 },
  MASTER: { level: 360, kda: 2.7, creepScore: 7.1 },
  GRANDMASTER: { level: 390, kda: 2.75, creepScore: 7.2 },
  CHALLENGER: { level: 420, kda: 2.8, creepScore: 7.3 },
};

/** Between the middles of two tiers the norm changes evenly. */
export function normOf(rank: Rank): Norm {
  const at = tierPosition(rank);
  const lower = Math.floor(at);
  const from = NORMS[TIERS[lower]!];
  const to = NORMS[TIERS[Math.min(TIERS.length - 1, lower + 1)]!];
  const between = (a: number, b: number) => a + (b - a) * (at - lower);
  return {
    level: between(from.level, to.level),
    kda: between(from.kda, to.kda),
    creepScore: between(from.creepScore, to.creepScore),
  };
}

/** The middle of a tier is its index; divisions lie evenly around it. */
function tierPosition(rank: Rank): number {
  const index = TIERS.indexOf(rank.tier);
  if (index >= TIERS.indexOf('MASTER')) return index;
  return Math.max(0, (divisionsAboveIron(rank) - 1.5) / 4);
}
