import { defineJob, steps } from '@kickoff/contracts';
import { z } from 'zod';
import { AnalysisSubject, analysisTags } from './analysis-subject.js';
import { ON_AN_ANALYSIS } from './policy.js';

export const fetchProfile = defineJob({
  type: 'profile-review.fetch-profile',
  knownAs: { FetchGitHubDataJob: {} },
  summary: 'Fetches the public profile of a GitHub user and stores it with the analysis.',
  queue: 'default',
  ...ON_AN_ANALYSIS,
  input: AnalysisSubject,
  output: z.object({ repositories: z.int(), events: z.int() }),
  attempts: 3,
  backoff: steps('10s', '30s', '60s'),
  timeout: '180s',
  tags: analysisTags,
});
