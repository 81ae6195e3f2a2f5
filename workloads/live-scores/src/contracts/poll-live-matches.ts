import { defineJob } from '@kickoff/contracts';
import { PollInput, PollOutput } from './poll-shapes.js';
import { TIMEOUT, TRIES } from './seed-policy.js';

export const pollLiveMatches = defineJob({
  type: 'live-scores.poll-live-matches',
  knownAs: { PollLiveFootballMatchesJob: { sport: 'football' }, PollLiveBasketballMatchesJob: { sport: 'basketball' } },
  summary: 'Fetches every match in play of one sport and hands on those that changed.',
  queue: 'polling',
  priority: 'high',
  input: PollInput,
  output: PollOutput,
  ...TRIES,
  timeout: TIMEOUT,
  unique: { by: ({ sport }) => sport },
  tags: ({ sport }) => [`sport:${sport}`],
});
