const TIERS = ['IRON', 'BRONZE', 'SILVER', 'GOLD', 'PLATINUM', 'EMERALD', 'DIAMOND'] as const;
const DIVISIONS = ['IV', 'III', 'II', 'I'] as const;

/** The rank at a place of the ladder, 0 (Iron IV) to below 28 (Diamond I). */
export function rankOf(place: number): { tier: (typeof TIERS)[number]; division: (typeof DIVISIONS)[number] } {
  const step = Math.floor(place);
  return { tier: TIERS[Math.floor(step / 4)]!, division: DIVISIONS[step % 4]! };
}
