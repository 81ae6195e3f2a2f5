import { z } from 'zod';
import { wholeNumberSetting } from '@kickoff/nest';

/** The simulator's environment. */
export const simulatorSettings = z.object({
  SIMULATOR_BOARD_GAMES: wholeNumberSetting({ min: 1, max: 1_000_000 })
    .default(500)
    .meta({ description: 'How many board games there are; their ids count from 1.' }),
  SIMULATOR_BOARD_GAMES_REPLAY: z.string().default('').meta({
    description:
      'Folder of recorded responses of BoardGameGeek, named like `thing_id=13_stats=1.xml`, that are served first.',
  }),
});
export type SimulatorSettings = z.output<typeof simulatorSettings>;
