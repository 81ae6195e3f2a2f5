import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { League } from '../football-data/league.js';
import { Season } from '../football-data/season.js';
import { FETCHES } from './seed-policy.js';
import { StoredMatches } from './shapes.js';

export const syncSingleLeague = defineJob({
  type: 'match-predictions.sync-single-league',
  knownAs: { sync_single_league: {} },
  summary: 'Fetches one season of one league and stores its matches.',
  queue: 'data-sync',
  input: z.object({ league: League, /** Default: the current one. */ season: Season.optional() }),
  output: StoredMatches,
  ...FETCHES,
  unique: { by: ({ league, season }) => [league, season ?? 'current'] },
  tags: ({ league }) => [`league:${league}`],
});
