import Fastify, { type FastifyInstance } from 'fastify';
import { parseSettings, type Environment } from '@kickoff/nest';
import { settingsOfSimulators, simulatorAppSettings } from './settings.js';
import { loadSimulators } from './simulator-entry.js';

export interface RunningSimulator {
  /** Without a slash at the end. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the simulated upstreams of every workload. One process, nothing stored.
 *
 * @throws ConfigurationInvalid before anything listens
 */
export async function startSimulator(environment: Environment, host = '0.0.0.0'): Promise<RunningSimulator> {
  const settings = parseSettings(simulatorAppSettings, environment);
  const simulators = await loadSimulators(settings.KICKOFF_WORKLOADS);
  const app: FastifyInstance = Fastify({ forceCloseConnections: true });
  for (const [simulator, own] of settingsOfSimulators(simulators, environment)) await simulator.register(app, own);
  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', () => ({ status: 'ok' }));
  await app.listen({ port: settings.PORT, host });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : settings.PORT;
  return { url: `http://127.0.0.1:${port}`, close: () => app.close() };
}
