import { z } from 'zod';
import {
  apiSettings,
  databaseSettings,
  gatewaySettings,
  httpSettings,
  optionalDatabaseSettings,
  platformSettings,
  recorderSettings,
  schedulerSettings,
  workerSettings,
} from './platform-settings.js';

/** One schema per service, composed of parts. The reference page and the known names come from this table. */
export const SERVICE_SETTINGS = {
  api: z.object({
    ...platformSettings.shape,
    ...databaseSettings.shape,
    ...httpSettings(3000).shape,
    ...apiSettings.shape,
  }),
  gateway: z.object({
    ...platformSettings.shape,
    ...optionalDatabaseSettings.shape,
    ...workerSettings.shape,
    ...httpSettings(3001).shape,
    ...gatewaySettings.shape,
  }),
  poller: z.object({ ...platformSettings.shape, ...databaseSettings.shape, ...workerSettings.shape }),
  processor: z.object({ ...platformSettings.shape, ...databaseSettings.shape, ...workerSettings.shape }),
  recorder: z.object({ ...platformSettings.shape, ...databaseSettings.shape, ...recorderSettings.shape }),
  scheduler: z.object({ ...platformSettings.shape, ...databaseSettings.shape, ...schedulerSettings.shape }),
} as const;

export type ServiceName = keyof typeof SERVICE_SETTINGS;

/** Every name that a service of the platform reads. */
export function platformNames(): string[] {
  return [...new Set(Object.values(SERVICE_SETTINGS).flatMap((schema) => Object.keys(schema.shape)))].sort();
}
