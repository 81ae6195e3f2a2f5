import { serviceDatabase } from '@kickoff/database';
import { runService, SERVICE_SETTINGS } from '@kickoff/nest';

/** Runs the queues that call outside APIs. */
await runService({ name: 'poller', settings: SERVICE_SETTINGS.poller, database: serviceDatabase });
