import { defineJob, exponential } from '@kickoff/contracts';
import { z } from 'zod';

export const processPayment = defineJob({
  type: 'profile-review.process-payment',
  knownAs: { ProcessPaymentJob: {} },
  summary: 'Marks the analysis that a payment was made for as paid.',
  queue: 'high',
  input: z.object({
    /** The payment service's own id of the event. */
    eventId: z.string().min(1).max(200),
    analysisId: z.uuid(),
  }),
  output: z.object({ analysisId: z.uuid(), isPaid: z.literal(true) }),
  attempts: 10,
  backoff: exponential({ first: '1s', factor: 2, max: '2m' }),
  deleteWhenMissing: true,
  timeout: '30s',
  unique: { by: ({ eventId }) => eventId },
  tags: () => ['payment'],
});
