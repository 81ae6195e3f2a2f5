import { addressSetting, brokerSettings, optionalDatabaseSettings, workloadsSettings } from '@kickoff/nest/settings';
import { z } from 'zod';

/** What this command reads. Each setting is needed only by the commands that use it. */
export const commandSettings = z.object({
  ...brokerSettings.partial().shape,
  ...optionalDatabaseSettings.pick({ KICKOFF_DATABASE_URL: true }).shape,
  ...workloadsSettings.shape,
  KICKOFF_API_URL: addressSetting(['http', 'https'])
    .optional()
    .meta({ description: 'Address of the api, e.g. `http://localhost:3000`.' }),
  KICKOFF_API_KEY: z.string().optional().meta({ description: 'Key for the api.', secret: true }),
  KICKOFF_API_KEY_FILE: z
    .string()
    .optional()
    .meta({ description: 'Path of a file that holds the key for the api, in place of KICKOFF_API_KEY.' }),
});
