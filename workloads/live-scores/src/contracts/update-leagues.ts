import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { PollInput } from './poll-shapes.js';
import { TRIES } from './seed-policy.js';

export const updateLeagues = defineJob({
  type: 'live-scores.update-leagues',
  knownAs: { UpdateLeagueDataJob: {} },
  summary: 'Fetches the list of leagues of one sport and stores it.',
  queue: 'polling',
  priority: 'low',
  input: PollInput,
  output: z.object({ requests: z.int(), stored: z.int() }),
  ...TRIES,
  // Several requests, each of which may wait for its turn.
  timeout: '5m',
  unique: { by: ({ sport }) => sport },
  tags: ({ sport }) => [`sport:${sport}`],
});
