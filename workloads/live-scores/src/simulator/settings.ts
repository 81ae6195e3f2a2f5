import { z } from 'zod';
import { choiceSetting, wholeNumberSetting } from '@kickoff/nest';

/** The simulator's environment. */
export const simulatorSettings = z.object({
  SIMULATOR_SEED: z.string().default('kickoff').meta({ description: 'The same seed plays the same matches.' }),
  SIMULATOR_MODE: choiceSetting(['endless', 'day'])
    .default('endless')
    .meta({ description: '`endless`: matches follow each other without end; `day`: one match day after the other.' }),
  SIMULATOR_MATCHES: wholeNumberSetting({ min: 0, max: 10_000 })
    .default(40)
    .meta({ description: 'Football matches in play at a time (endless), or per UTC day (day).' }),
  SIMULATOR_OTHER_MATCHES: wholeNumberSetting({ min: 0, max: 10_000 })
    .default(12)
    .meta({ description: 'The same for each other sport.' }),
  SIMULATOR_SPEED: wholeNumberSetting({ min: 1, max: 10_000 })
    .default(20)
    .meta({ description: 'Match minutes that pass in one real minute.' }),
  SIMULATOR_PAUSE: wholeNumberSetting({ min: 0, max: 1_440 })
    .default(4)
    .meta({ description: 'Match minutes between the end of one endless match and the next kick-off.' }),
  SIMULATOR_DEFECTS: choiceSetting(['on', 'off'])
    .default('on')
    .meta({ description: 'Whether the data takes goals back and names scorers late, as real data does.' }),
  SIMULATOR_KEY: z
    .string()
    .default('')
    .meta({ description: 'Key that requests must carry; empty accepts any.', secret: true }),
  SIMULATOR_REQUESTS_PER_DAY: wholeNumberSetting({ min: 1, max: 100_000_000 })
    .default(75_000)
    .meta({ description: 'Requests that all sports together answer in one UTC day.' }),
  SIMULATOR_REQUESTS_PER_MINUTE: wholeNumberSetting({ min: 1, max: 10_000_000 })
    .default(100_000)
    .meta({ description: 'Requests that all sports together answer in one minute.' }),
  SIMULATOR_REPLAY: z.string().default('').meta({
    description: 'Folder of recorded `GET /fixtures?live=all` responses that football plays instead, in name order.',
  }),
});
export type SimulatorSettings = z.output<typeof simulatorSettings>;
