import { z } from 'zod';
import { durationSetting, wholeNumberSetting } from '@kickoff/nest';

const limits = () =>
  z.string().regex(/^\d+:\d+(,\d+:\d+)*$/, { error: 'must be requests:seconds, several separated by commas' });

/** The simulator's environment. */
export const simulatorSettings = z.object({
  SIMULATOR_RIOT_PLAYERS: wholeNumberSetting({ min: 11, max: 100_000 })
    .default(61)
    .meta({ description: 'How many players of League of Legends each platform has; their numbers count from 1.' }),
  SIMULATOR_RIOT_MATCH_EVERY: durationSetting()
    .default('2m')
    .meta({ description: 'A match of ten of them ends so often on each platform.' }),
  SIMULATOR_RIOT_APP_LIMIT: limits()
    .default('500:10,30000:600')
    .meta({ description: 'Requests by seconds that an application may make on each platform and region.' }),
  SIMULATOR_RIOT_METHOD_LIMIT: limits().default('2000:10').meta({ description: 'The same of each method of the API.' }),
  SIMULATOR_RIOT_REPLAY: z
    .string()
    .default('')
    .meta({ description: "Folder of recorded responses of Riot's API, with their headers, that are served first." }),
});
export type SimulatorSettings = z.output<typeof simulatorSettings>;
