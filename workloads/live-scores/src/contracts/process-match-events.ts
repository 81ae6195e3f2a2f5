import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { Score } from '../match/match-document.js';
import { MatchKey, matchTags, PROCESSING_LINE } from './match-lines.js';
import { BATCH, TIMEOUT, TRIES } from './seed-policy.js';

export const processMatchEvents = defineJob({
  type: 'live-scores.process-match-events',
  knownAs: { ProcessMatchEventsJob: {} },
  summary: 'Stores what happened in a match up to a revision and has each new event told to subscribers.',
  queue: 'processing',
  priority: 'critical',
  input: MatchKey.extend({
    /** Events of this revision and before are processed. */
    revision: z.int().min(1),
    /** What made the job necessary. */
    cause: z.enum(['score-change', 'events']),
    score: z.object({ old: Score, new: Score }).optional(),
  }),
  output: z.object({ stored: z.int(), removed: z.int(), announced: z.int() }),
  ...TRIES,
  timeout: TIMEOUT,
  ordered: PROCESSING_LINE,
  batch: BATCH,
  tags: matchTags,
});
