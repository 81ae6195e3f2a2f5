import { serviceDatabase } from '@kickoff/database';
import { SERVICE_SETTINGS, type ServiceDefinition } from '@kickoff/nest';
import { SchedulerModule } from './scheduler-module.js';

/** The scheduler as the shell starts it. */
export const schedulerService: ServiceDefinition<(typeof SERVICE_SETTINGS)['scheduler']> = {
  name: 'scheduler',
  settings: SERVICE_SETTINGS.scheduler,
  module: (context) => SchedulerModule.for(context),
  database: serviceDatabase,
};
