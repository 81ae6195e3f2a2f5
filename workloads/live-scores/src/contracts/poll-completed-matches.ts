import { defineJob } from '@kickoff/contracts';
import { PollInput, PollOutput } from './poll-shapes.js';
import { TIMEOUT, TRIES } from './seed-policy.js';

export const pollCompletedMatches = defineJob({
  type: 'live-scores.poll-completed-matches',
  knownAs: {
    PollCompletedMatchesJob: {},
    PollCompletedFootballMatchesJob: { sport: 'football' },
    PollCompletedBasketballMatchesJob: { sport: 'basketball' },
  },
  summary: 'Fetches the matches of the day and hands on those that ended.',
  queue: 'polling',
  priority: 'normal',
  input: PollInput,
  output: PollOutput,
  ...TRIES,
  timeout: TIMEOUT,
  unique: { by: ({ sport }) => sport },
  tags: ({ sport }) => [`sport:${sport}`],
});
