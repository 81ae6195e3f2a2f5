import 'reflect-metadata';
import { runService, SERVICE_SETTINGS } from '@kickoff/nest';
import { LiveModule } from './live.module.js';
import { optionalDatabase } from './optional-database.js';

await runService({
  name: 'gateway',
  settings: SERVICE_SETTINGS.gateway,
  module: () => LiveModule,
  database: optionalDatabase,
  handlersNeedDatabase: false,
});
