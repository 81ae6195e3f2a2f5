import { z } from 'zod';
import { durationMs, type Duration } from '@kickoff/contracts';
import { addressSetting, choiceSetting, durationSetting, listSetting, wholeNumberSetting } from '@kickoff/nest';
import { Sport, SPORTS } from './sports/sport.js';

/** The workload's environment. The only place that names it. */

const address = (of: string, standard: string) =>
  addressSetting(['http', 'https'])
    .default(standard)
    .transform((text) => text.replace(/\/+$/, ''))
    .meta({ description: `Address of the ${of} API, of API-Sports, RapidAPI or a simulator.` });

const liveInterval = (of: string, standard: Duration) =>
  durationSetting()
    .default(standard)
    .meta({ description: `Time between two polls of ${of} matches in play.` });

const SPORT_LIST = `must be sports separated by commas, of ${SPORTS.join(', ')}`;

export const liveScoresSettings = z.object({
  LIVE_SCORES_API_KEY: z.string().default('').meta({
    description: 'Key of API-Sports or RapidAPI, for all sports.',
    secret: true,
  }),
  LIVE_SCORES_AMERICAN_FOOTBALL_URL: address('American football', 'https://v1.american-football.api-sports.io'),
  LIVE_SCORES_BASKETBALL_URL: address('basketball', 'https://v1.basketball.api-sports.io'),
  LIVE_SCORES_FOOTBALL_URL: address('football', 'https://v3.football.api-sports.io'),
  LIVE_SCORES_ICE_HOCKEY_URL: address('ice hockey', 'https://v1.hockey.api-sports.io'),
  LIVE_SCORES_SPORTS: listSetting()
    .refine((words) => words.every((word) => Sport.safeParse(word).success), { error: SPORT_LIST })
    .transform((words) => words as Sport[])
    .default(['football', 'basketball'])
    .meta({ description: `Sports that are polled, separated by commas, of ${SPORTS.join(', ')}.` }),
  LIVE_SCORES_REQUEST_TIMEOUT: durationSetting()
    .default('10s')
    .meta({ description: 'Longest time for one upstream request, until its body is complete.' }),
  LIVE_SCORES_REQUESTS_PER_SECOND: wholeNumberSetting({ min: 1, max: 1_000 })
    .default(5)
    .meta({ description: 'Most upstream requests of all pollers together in any second.' }),
  LIVE_SCORES_REQUESTS_PER_DAY: wholeNumberSetting({ min: 1, max: 10_000_000 })
    .default(75_000)
    .meta({ description: 'Most upstream requests of all pollers together in one day, counted from 00:00 UTC.' }),
  LIVE_SCORES_LIVE_RESERVE: wholeNumberSetting({ min: 0, max: 10_000_000 }).default(15_000).meta({
    description:
      "Requests of the day's quota that only polls of matches in play may use. Less is kept when they need less until 00:00 UTC.",
  }),
  LIVE_SCORES_AMERICAN_FOOTBALL_LIVE_INTERVAL: liveInterval('American football', '30s'),
  LIVE_SCORES_BASKETBALL_LIVE_INTERVAL: liveInterval('basketball', '10s'),
  LIVE_SCORES_FOOTBALL_LIVE_INTERVAL: liveInterval('football', '15s'),
  LIVE_SCORES_ICE_HOCKEY_LIVE_INTERVAL: liveInterval('ice hockey', '30s'),
  LIVE_SCORES_SCHEDULED_INTERVAL: durationSetting()
    .default('5m')
    .meta({ description: 'Time between two polls of the matches to come, for each sport.' }),
  LIVE_SCORES_COMPLETED_INTERVAL: durationSetting()
    .default('30m')
    .meta({ description: 'Time between two polls of the matches that ended, for each sport.' }),
  LIVE_SCORES_CLEAN_UP_AFTER: durationSetting()
    .default('90d')
    .meta({ description: 'Matches that ended longer ago are deleted once a day. Unfinished ones never are.' }),
  LIVE_SCORES_SCHEDULES: choiceSetting(['on', 'off'])
    .default('on')
    .meta({ description: '`off` declares the schedules disabled: nothing is polled until somebody enqueues a poll.' }),
});
export type LiveScoresSettings = z.output<typeof liveScoresSettings>;

export function upstreamAddresses(settings: LiveScoresSettings): Record<Sport, string> {
  return {
    'american-football': settings.LIVE_SCORES_AMERICAN_FOOTBALL_URL,
    basketball: settings.LIVE_SCORES_BASKETBALL_URL,
    football: settings.LIVE_SCORES_FOOTBALL_URL,
    'ice-hockey': settings.LIVE_SCORES_ICE_HOCKEY_URL,
  };
}

export function liveIntervals(settings: LiveScoresSettings): Record<Sport, Duration> {
  return {
    'american-football': settings.LIVE_SCORES_AMERICAN_FOOTBALL_LIVE_INTERVAL,
    basketball: settings.LIVE_SCORES_BASKETBALL_LIVE_INTERVAL,
    football: settings.LIVE_SCORES_FOOTBALL_LIVE_INTERVAL,
    'ice-hockey': settings.LIVE_SCORES_ICE_HOCKEY_LIVE_INTERVAL,
  };
}

/** Of the sports that are polled. */
export function liveIntervalsMs(settings: LiveScoresSettings): Partial<Record<Sport, number>> {
  const intervals = liveIntervals(settings);
  return Object.fromEntries(settings.LIVE_SCORES_SPORTS.map((sport) => [sport, durationMs(intervals[sport])]));
}
