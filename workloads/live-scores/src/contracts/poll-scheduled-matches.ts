import { defineJob } from '@kickoff/contracts';
import { PollInput, PollOutput } from './poll-shapes.js';
import { TIMEOUT, TRIES } from './seed-policy.js';

export const pollScheduledMatches = defineJob({
  type: 'live-scores.poll-scheduled-matches',
  knownAs: {
    PollScheduledMatchesJob: {},
    PollScheduledFootballMatchesJob: { sport: 'football' },
    PollScheduledBasketballMatchesJob: { sport: 'basketball' },
  },
  summary: 'Fetches the matches of today and tomorrow and hands on those that are to come.',
  queue: 'polling',
  priority: 'normal',
  input: PollInput,
  output: PollOutput,
  ...TRIES,
  timeout: TIMEOUT,
  unique: { by: ({ sport }) => sport },
  tags: ({ sport }) => [`sport:${sport}`],
});
