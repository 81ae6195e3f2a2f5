import 'reflect-metadata';
import { serviceDatabase } from '@kickoff/database';
import {
  SERVICE_SETTINGS,
  startService,
  type Environment,
  type ImportEntry,
  type ServiceDefinition,
} from '@kickoff/nest';
import { LiveModule } from './live.module.js';

/** Brings broadcasts to browsers. */
export const service: ServiceDefinition<(typeof SERVICE_SETTINGS)['gateway']> = {
  name: 'gateway',
  settings: SERVICE_SETTINGS.gateway,
  module: () => LiveModule,
  database: serviceDatabase,
  needsDatabase: false,
};

/** Starts it in this process, with settings of its own. */
export const start = (environment: Environment, importEntry?: ImportEntry) =>
  startService(service, { environment, importEntry });
