import { defineJob, exponential } from '@kickoff/contracts';
import { z } from 'zod';

/** What a batch of analyses comes to: all succeeded, the first one failed, all ended. */
export const BULK_OUTCOMES = ['completed', 'failed', 'finished'] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

export const recordBulkOutcome = defineJob({
  type: 'profile-review.record-bulk-outcome',
  summary: 'Notes what a bulk analysis has come to, and tells its channel.',
  queue: 'low',
  input: z.object({ bulkId: z.uuid(), outcome: z.enum(BULK_OUTCOMES) }),
  output: z.object({ analyses: z.int(), completed: z.int(), failed: z.int() }),
  attempts: 10,
  backoff: exponential({ first: '1s', factor: 3, max: '5m' }),
  deleteWhenMissing: true,
  timeout: '30s',
  tags: ({ bulkId }) => [`bulk:${bulkId}`],
});
