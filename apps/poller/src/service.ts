import { serviceDatabase } from '@kickoff/database';
import {
  SERVICE_SETTINGS,
  startService,
  type Environment,
  type ImportEntry,
  type ServiceDefinition,
} from '@kickoff/nest';

/** Runs the queues that call outside APIs. */
export const service: ServiceDefinition<(typeof SERVICE_SETTINGS)['poller']> = {
  name: 'poller',
  settings: SERVICE_SETTINGS.poller,
  database: serviceDatabase,
};

/** Starts it in this process, with settings of its own. */
export const start = (environment: Environment, importEntry?: ImportEntry) =>
  startService(service, { environment, importEntry });
