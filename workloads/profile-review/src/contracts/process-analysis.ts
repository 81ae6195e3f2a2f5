import { defineJob, steps } from '@kickoff/contracts';
import { AnalysisSubject, analysisTags } from './analysis-subject.js';
import { ON_AN_ANALYSIS } from './policy.js';
import { Scores } from './scores.js';

export const processAnalysis = defineJob({
  type: 'profile-review.process-analysis',
  knownAs: { ProcessAnalysisJob: {} },
  summary: 'Fetches, scores and reviews a profile in one job, and has whoever asked for it told.',
  queue: 'default',
  ...ON_AN_ANALYSIS,
  input: AnalysisSubject,
  output: Scores,
  attempts: 3,
  backoff: steps('30s', '60s', '120s'),
  retryUntil: '10m',
  timeout: '180s',
  unique: { by: ({ analysisId }) => analysisId },
  tags: analysisTags,
});
