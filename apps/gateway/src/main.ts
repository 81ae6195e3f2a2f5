import 'reflect-metadata';
import { serviceDatabase } from '@kickoff/database';
import { runService, SERVICE_SETTINGS } from '@kickoff/nest';
import { LiveModule } from './live.module.js';

await runService({
  name: 'gateway',
  settings: SERVICE_SETTINGS.gateway,
  module: () => LiveModule,
  database: serviceDatabase,
  needsDatabase: false,
});
