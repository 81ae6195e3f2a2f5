import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';

/** What version 1 took. */
const FirstInput = z.object({ order: z.string(), weight: z.string() });

export const wrapParcel = defineJob({
  type: 'shop.wrap-parcel',
  aliases: ['shop.pack-parcel'],
  summary: 'Has a parcel wrapped.',
  queue: 'parcels',
  version: 2,
  input: z.object({ order: z.string(), grams: z.int(), fragile: z.boolean().default(false) }),
  upgrade: {
    1: (old) => {
      const { order, weight } = FirstInput.parse(old);
      return { order, grams: Math.round(Number.parseFloat(weight) * 1_000) };
    },
  },
});
