import { serviceDatabase } from '@kickoff/database';
import {
  SERVICE_SETTINGS,
  startService,
  type Environment,
  type ImportEntry,
  type ServiceDefinition,
} from '@kickoff/nest';

/** Runs the queues that compute and write. */
export const service: ServiceDefinition<(typeof SERVICE_SETTINGS)['processor']> = {
  name: 'processor',
  settings: SERVICE_SETTINGS.processor,
  database: serviceDatabase,
};

/** Starts it in this process, with settings of its own. */
export const start = (environment: Environment, importEntry?: ImportEntry) =>
  startService(service, { environment, importEntry });
