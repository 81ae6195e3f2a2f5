import 'reflect-metadata';
import { serviceDatabase } from '@kickoff/database';
import { runService, SERVICE_SETTINGS } from '@kickoff/nest';
import { RecorderModule } from './recorder-module.js';

await runService({
  name: 'recorder',
  settings: SERVICE_SETTINGS.recorder,
  module: (context) => RecorderModule.for(context),
  database: serviceDatabase,
});
