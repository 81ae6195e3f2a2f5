import 'reflect-metadata';
import { serviceDatabase } from '@kickoff/database';
import {
  SERVICE_SETTINGS,
  startService,
  type Environment,
  type ImportEntry,
  type ServiceDefinition,
} from '@kickoff/nest';
import { RecorderModule } from './recorder-module.js';

/** Folds events into the record. */
export const service: ServiceDefinition<(typeof SERVICE_SETTINGS)['recorder']> = {
  name: 'recorder',
  settings: SERVICE_SETTINGS.recorder,
  module: (context) => RecorderModule.for(context),
  database: serviceDatabase,
};

/** Starts it in this process, with settings of its own. */
export const start = (environment: Environment, importEntry?: ImportEntry) =>
  startService(service, { environment, importEntry });
