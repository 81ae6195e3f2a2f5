import { defineJob, exponential } from '@kickoff/contracts';
import { z } from 'zod';
import { AnalysisSubject, analysisTags } from './analysis-subject.js';

export const reportFailure = defineJob({
  type: 'profile-review.report-failure',
  summary: 'Marks an analysis as failed, and has the requester and the administrator told.',
  queue: 'low',
  input: AnalysisSubject.extend({
    /** What went wrong; what follows a chain reads it from the job that failed. */
    error: z.string().max(2_000).optional(),
  }),
  output: z.object({ marked: z.boolean() }),
  attempts: 10,
  backoff: exponential({ first: '1s', factor: 3, max: '5m' }),
  deleteWhenMissing: true,
  timeout: '30s',
  unique: { by: ({ analysisId }) => analysisId },
  tags: analysisTags,
});
