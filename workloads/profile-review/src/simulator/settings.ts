import { z } from 'zod';
import { addressSetting, durationSetting, wholeNumberSetting } from '@kickoff/nest';

/** The simulator's environment. */
export const simulatorSettings = z.object({
  SIMULATOR_PROFILE_REVIEW_REQUESTS_PER_HOUR: wholeNumberSetting({ min: 1, max: 1_000_000 }).default(5_000).meta({
    description: 'Requests that the simulated GitHub answers in an hour; those answered with 304 do not count.',
  }),
  SIMULATOR_PROFILE_REVIEW_REPLAY: z.string().default('').meta({
    description: 'Folder of recorded exchanges with GitHub that are served in place of generated profiles.',
  }),
  SIMULATOR_PROFILE_REVIEW_API: addressSetting(['http', 'https'])
    .optional()
    .meta({ description: 'Address of the api, for simulated visitors and payments; without it there are none.' }),
  SIMULATOR_PROFILE_REVIEW_VISITS: durationSetting()
    .optional()
    .meta({ description: 'A simulated visitor asks for an analysis so often; without it none does by itself.' }),
  SIMULATOR_PROFILE_REVIEW_PAYMENT_SECRET: z
    .string()
    .default('')
    .meta({ description: 'Secret that simulated payments are signed with.', secret: true }),
});
export type SimulatorSettings = z.output<typeof simulatorSettings>;
