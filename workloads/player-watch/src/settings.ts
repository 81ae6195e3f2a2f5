import { z } from 'zod';
import { addressSetting, choiceSetting, durationSetting, wholeNumberSetting } from '@kickoff/nest';
import { parseTrackedName } from './player/riot-id.js';

/** Stands in the address for a platform or region, such as `euw1` or `europe`. */
export const ROUTING_PLACE = '{routing}';

/** The workload's environment. The only place that names it. */
export const playerWatchSettings = z.object({
  PLAYER_WATCH_RIOT_URL: addressSetting(['http', 'https'])
    .refine((text) => text.includes(ROUTING_PLACE), {
      error: `must have ${ROUTING_PLACE} in the place of the platform`,
    })
    .default(`https://${ROUTING_PLACE}.api.riotgames.com`)
    .transform((text) => text.replace(/\/+$/, ''))
    .meta({
      description: `Address of Riot's API, or of a simulator; \`${ROUTING_PLACE}\` stands for a platform or region.`,
    }),
  PLAYER_WATCH_RIOT_KEY: z
    .string()
    .default('')
    .meta({ description: "Key of Riot's API; empty sends none, which the simulator takes.", secret: true }),
  PLAYER_WATCH_REQUEST_TIMEOUT: durationSetting()
    .default('20s')
    .meta({ description: 'Longest time for one upstream request, until its body is complete.' }),
  PLAYER_WATCH_MAX_TRACKED_PLAYERS: wholeNumberSetting({ min: 1, max: 100_000 })
    .default(10)
    .meta({ description: 'Most players that are tracked at once; one more is refused with 409.' }),
  PLAYER_WATCH_TRACKED: z
    .string()
    .default('')
    .transform((text, context) => {
      const names = text.split(',').flatMap((word) => word.trim() || []);
      const parsed = names.map(parseTrackedName);
      const wrong = names.find((_, index) => !parsed[index]);
      if (wrong !== undefined)
        context.addIssue({ code: 'custom', message: 'must be names such as euw1/Name#TAG, separated by commas' });
      return parsed.filter((name) => name !== undefined);
    })
    .meta({
      description:
        'Players that are tracked from the start, such as `euw1/Name#TAG`, separated by commas; more by the routes.',
    }),
  PLAYER_WATCH_UPDATE_EVERY: durationSetting()
    .default('2m')
    .meta({ description: 'How often tracked players are updated.' }),
  PLAYER_WATCH_ANALYSE_EVERY: durationSetting()
    .default('5m')
    .meta({ description: 'How often players that were not analysed yet are judged.' }),
  PLAYER_WATCH_MONITOR_EVERY: durationSetting()
    .default('5m')
    .meta({ description: 'How often the ranks of tracked players are looked at.' }),
  PLAYER_WATCH_SCHEDULES: choiceSetting(['on', 'off'])
    .default('on')
    .meta({ description: '`off` declares the schedules disabled: nothing is asked until somebody enqueues a job.' }),
});
export type PlayerWatchSettings = z.output<typeof playerWatchSettings>;
