import { serviceDatabase } from '@kickoff/database';
import { runService, SERVICE_SETTINGS } from '@kickoff/nest';

/** Runs the queues that compute and write. */
await runService({ name: 'processor', settings: SERVICE_SETTINGS.processor, database: serviceDatabase });
