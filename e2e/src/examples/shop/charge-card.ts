import { defineJob, Unrecoverable, steps } from '@kickoff/contracts';
import { z } from 'zod';

/** Trying again cannot help: the job is dead at once. */
export class CardRefused extends Unrecoverable {
  override readonly code = 'CARD_REFUSED';
}

export const chargeCard = defineJob({
  type: 'shop.charge-card',
  summary: 'Charges the card of an order.',
  queue: 'payments',
  input: z.object({ order: z.string() }),
  backoff: steps('30s', '60s', '120s'),
  retryUntil: '1h',
  retryIf: (error) => !(error instanceof RangeError),
});
