import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { MatchKey, matchTags, PROCESSING_LINE } from './match-lines.js';
import { BATCH, TIMEOUT, TRIES } from './seed-policy.js';

export const processMatchData = defineJob({
  type: 'live-scores.process-match-data',
  knownAs: { ProcessMatchDataJob: {} },
  summary: 'Normalises one match, stores it and starts what its changes call for.',
  queue: 'processing',
  priority: 'critical',
  input: MatchKey.extend({
    /** As the upstream wrote it. */
    match: z.unknown(),
    /** Milliseconds since the epoch when the response arrived. A statement older than the stored one is ignored. */
    observedAt: z.number(),
  }),
  output: z.object({ kind: z.enum(['added', 'changed', 'unchanged', 'outdated']), revision: z.int().optional() }),
  ...TRIES,
  timeout: TIMEOUT,
  ordered: PROCESSING_LINE,
  batch: BATCH,
  tags: matchTags,
});
