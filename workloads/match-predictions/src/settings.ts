import { z } from 'zod';
import { addressSetting, choiceSetting, durationSetting, listSetting, wholeNumberSetting } from '@kickoff/nest';
import { League, LEAGUES } from './football-data/league.js';

/** The workload's environment. The only place that names it. */

const LEAGUE_LIST = `must be leagues separated by commas, of ${LEAGUES.join(', ')}`;

export const matchPredictionsSettings = z.object({
  MATCH_PREDICTIONS_URL: addressSetting(['http', 'https'])
    .default('https://www.football-data.co.uk')
    .transform((text) => text.replace(/\/+$/, ''))
    .meta({ description: 'Address of football-data.co.uk, or of a simulator.' }),
  MATCH_PREDICTIONS_LEAGUES: listSetting()
    .refine((words) => words.every((word) => League.safeParse(word).success), { error: LEAGUE_LIST })
    .transform((words) => words as League[])
    .default([...LEAGUES])
    .meta({ description: `Leagues that are followed, separated by commas, of ${LEAGUES.join(', ')}.` }),
  MATCH_PREDICTIONS_PAST_SEASONS: wholeNumberSetting({ min: 1, max: 10 })
    .default(5)
    .meta({ description: 'Seasons before the current one that the model learns from.' }),
  MATCH_PREDICTIONS_REQUEST_TIMEOUT: durationSetting()
    .default('30s')
    .meta({ description: 'Longest time for one upstream request, until its body is complete.' }),
  MATCH_PREDICTIONS_REQUESTS_PER_SECOND: wholeNumberSetting({ min: 1, max: 100 })
    .default(2)
    .meta({ description: 'Most upstream requests of all workers together in any second.' }),
  MATCH_PREDICTIONS_CLEAN_UP_AFTER: durationSetting().default('90d').meta({
    description: 'Replaced predictions and unused model versions that are older are deleted once a week.',
  }),
  MATCH_PREDICTIONS_SCHEDULES: choiceSetting(['on', 'off'])
    .default('on')
    .meta({ description: '`off` declares the schedules disabled: nothing runs until somebody enqueues it.' }),
});
export type MatchPredictionsSettings = z.output<typeof matchPredictionsSettings>;
