import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { MatchStatus } from '../match/match-document.js';
import { MatchKey, matchTags, PROCESSING_LINE } from './match-lines.js';
import { BATCH, TIMEOUT, TRIES } from './seed-policy.js';

export const updateMatchStatus = defineJob({
  type: 'live-scores.update-match-status',
  knownAs: { UpdateMatchStatusJob: {} },
  summary: 'Gives a stored match another status when no response states the whole match, and has it told.',
  queue: 'processing',
  priority: 'critical',
  input: MatchKey.extend({
    status: MatchStatus,
    /** Milliseconds since the epoch. Ignored when something newer is stored. */
    observedAt: z.number(),
    /** Why, in words. */
    reason: z.string(),
  }),
  output: z.object({ kind: z.enum(['changed', 'unchanged', 'outdated', 'unknown']), revision: z.int().optional() }),
  ...TRIES,
  timeout: TIMEOUT,
  ordered: PROCESSING_LINE,
  batch: BATCH,
  tags: matchTags,
});
