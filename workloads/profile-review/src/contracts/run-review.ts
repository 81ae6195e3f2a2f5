import { defineJob, fixed } from '@kickoff/contracts';
import { AnalysisSubject, analysisTags } from './analysis-subject.js';
import { ON_AN_ANALYSIS } from './policy.js';
import { Scores } from './scores.js';

export const runReview = defineJob({
  type: 'profile-review.run-review',
  knownAs: { RunAIAnalysisJob: {} },
  summary: 'Scores and reviews the profile that is stored with an analysis, and completes it.',
  queue: 'default',
  ...ON_AN_ANALYSIS,
  input: AnalysisSubject,
  output: Scores,
  attempts: 2,
  backoff: fixed('30s'),
  timeout: '120s',
  tags: analysisTags,
});
