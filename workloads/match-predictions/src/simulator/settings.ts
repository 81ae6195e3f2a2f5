import { z } from 'zod';

/** The simulator's environment. */
export const simulatorSettings = z.object({
  SIMULATOR_MATCH_PREDICTIONS_SEED: z
    .string()
    .default('kickoff')
    .meta({ description: 'The same seed plays the same seasons of football.' }),
  SIMULATOR_MATCH_PREDICTIONS_REPLAY: z.string().default('').meta({
    description:
      'Folder of recorded files of football-data.co.uk, named like `E0_2324.csv`, and perhaps `fixtures.csv`, that are served instead.',
  }),
});
export type SimulatorSettings = z.output<typeof simulatorSettings>;
