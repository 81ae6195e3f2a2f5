import { z } from 'zod';
import { defineJob } from '@kickoff/contracts';
import { Sport } from '../sports/sport.js';
import { TIMEOUT, TRIES } from './seed-policy.js';

export const finishVanishedMatches = defineJob({
  type: 'live-scores.finish-vanished-matches',
  summary: 'Asks by id for matches that were in play and are no longer listed as such, so that they end.',
  queue: 'polling',
  priority: 'high',
  input: z.object({ sport: Sport, matchIds: z.array(z.string()).min(1) }),
  output: z.object({ asked: z.int(), processed: z.int(), unknown: z.int() }),
  ...TRIES,
  timeout: TIMEOUT,
  // One at a time: what this job does not name, the next poll finds vanished again.
  unique: { by: ({ sport }) => sport },
  tags: ({ sport }) => [`sport:${sport}`],
});
