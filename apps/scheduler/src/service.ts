import 'reflect-metadata';
import { serviceDatabase } from '@kickoff/database';
import {
  SERVICE_SETTINGS,
  startService,
  type Environment,
  type ImportEntry,
  type ServiceDefinition,
} from '@kickoff/nest';
import { SchedulerModule } from './scheduler-module.js';

/** Limits, schedules, flows, buckets, admission and the outbox. */
export const service: ServiceDefinition<(typeof SERVICE_SETTINGS)['scheduler']> = {
  name: 'scheduler',
  settings: SERVICE_SETTINGS.scheduler,
  module: (context) => SchedulerModule.for(context),
  database: serviceDatabase,
};

/** Starts it in this process, with settings of its own. */
export const start = (environment: Environment, importEntry?: ImportEntry) =>
  startService(service, { environment, importEntry });
