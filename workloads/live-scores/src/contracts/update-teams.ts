import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { PollInput } from './poll-shapes.js';
import { TRIES } from './seed-policy.js';

export const updateTeams = defineJob({
  type: 'live-scores.update-teams',
  knownAs: { UpdateTeamDataJob: {} },
  summary: 'Fetches the teams of leagues that are being played, those unread for longest first.',
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
