import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';

export const storeCard = defineJob({
  type: 'shop.store-card',
  summary: 'Stores a card at the bank.',
  queue: 'payments',
  input: z.object({ order: z.string(), card: z.object({ number: z.string(), holder: z.string() }) }),
  sensitive: ['card.number', 'card.holder'],
});
