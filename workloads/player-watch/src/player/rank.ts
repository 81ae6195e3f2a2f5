import { z } from 'zod';

export const TIERS = [
  'IRON',
  'BRONZE',
  'SILVER',
  'GOLD',
  'PLATINUM',
  'EMERALD',
  'DIAMOND',
  'MASTER',
  'GRANDMASTER',
  'CHALLENGER',
] as const;
export type Tier = (typeof TIERS)[number];

export const DIVISIONS = ['IV', 'III', 'II', 'I'] as const;

/** A place in the ranked solo queue. */
export const Rank = z.object({
  tier: z.enum(TIERS),
  /** Always `I` from `MASTER` on. */
  division: z.enum(DIVISIONS),
  leaguePoints: z.int(),
});
export type Rank = z.infer<typeof Rank>;

/** Tiers below this have four divisions; it and those above share one ladder of points. */
const FIRST_WITHOUT_DIVISIONS = TIERS.indexOf('MASTER');

/**
 * Divisions above Iron IV; points do not count. From Master on each tier is one step: Master 28, Grandmaster 29,
 * Challenger 30.
 */
export function divisionsAboveIron({ tier, division }: Pick<Rank, 'tier' | 'division'>): number {
  const index = TIERS.indexOf(tier);
  if (index >= FIRST_WITHOUT_DIVISIONS) return FIRST_WITHOUT_DIVISIONS * 4 + (index - FIRST_WITHOUT_DIVISIONS);
  return index * 4 + DIVISIONS.indexOf(division);
}

/** As people write it, e.g. `Gold II`, `Master`. */
export function rankInWords({ tier, division }: Pick<Rank, 'tier' | 'division'>): string {
  const name = tier[0] + tier.slice(1).toLowerCase();
  return TIERS.indexOf(tier) < FIRST_WITHOUT_DIVISIONS ? `${name} ${division}` : name;
}
