import { serviceDatabase } from '@kickoff/database';
import {
  SERVICE_SETTINGS,
  startService,
  type Environment,
  type ImportEntry,
  type ServiceDefinition,
} from '@kickoff/nest';
import { ApiModule } from './api-module.js';
import { servePages } from './pages/serve-pages.js';
import { serveReference } from './reference/serve-reference.js';
import { prepareServer, serverOptions } from './requests/prepare-server.js';

/** REST under `/api/v1` and the pages of workloads. */
export const service: ServiceDefinition<(typeof SERVICE_SETTINGS)['api']> = {
  name: 'api',
  settings: SERVICE_SETTINGS.api,
  database: serviceDatabase,
  module: () => ApiModule,
  workloadRoutes: 'api/v1',
  server: serverOptions,
  http: async (app, context) => {
    await prepareServer(app, context);
    await serveReference(app, context.version);
    await servePages(app, {
      pages: context.workloads.flatMap(({ manifest }) => manifest.pages ?? []),
      gatewayUrl: context.settings.KICKOFF_GATEWAY_PUBLIC_URL,
    });
  },
};

/** Starts it in this process, with settings of its own. */
export const start = (environment: Environment, importEntry?: ImportEntry) =>
  startService(service, { environment, importEntry });
