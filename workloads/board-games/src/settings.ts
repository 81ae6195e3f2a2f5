import { z } from 'zod';
import { addressSetting, choiceSetting, durationSetting, wholeNumberSetting } from '@kickoff/nest';

/** The workload's environment. The only place that names it. */
export const boardGamesSettings = z.object({
  BOARD_GAMES_URL: addressSetting(['http', 'https'])
    .default('https://boardgamegeek.com/xmlapi2')
    .transform((text) => text.replace(/\/+$/, ''))
    .meta({ description: "Address of BoardGameGeek's XML API 2, or of a simulator." }),
  BOARD_GAMES_TOKEN: z.string().default('').meta({
    description: 'Token of an application that is registered at BoardGameGeek; empty sends none.',
    secret: true,
  }),
  BOARD_GAMES_REQUEST_TIMEOUT: durationSetting()
    .default('20s')
    .meta({ description: 'Longest time for one upstream request, until its body is complete.' }),
  BOARD_GAMES_REQUESTS_PER_SECOND: wholeNumberSetting({ min: 1, max: 1_000 })
    .default(2)
    .meta({ description: 'Most upstream requests of all pollers together in any second.' }),
  BOARD_GAMES_GAMES_FRESH_FOR: durationSetting()
    .default('1d')
    .meta({ description: 'A stored game is not asked for again within this time, unless its job forces it.' }),
  BOARD_GAMES_SEARCHES_FRESH_FOR: durationSetting()
    .default('1d')
    .meta({ description: 'The same for the results of a search.' }),
  BOARD_GAMES_HOT_FRESH_FOR: durationSetting().default('1h').meta({ description: 'The same for the hot list.' }),
  BOARD_GAMES_SCHEDULES: choiceSetting(['on', 'off'])
    .default('on')
    .meta({ description: '`off` declares the schedules disabled: nothing is asked until somebody enqueues a job.' }),
});
export type BoardGamesSettings = z.output<typeof boardGamesSettings>;
