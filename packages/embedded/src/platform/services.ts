import { join } from 'node:path';

/** The services of the platform in the order in which they are stopped: first who makes work, last who is called by others. */
export const SERVICES = ['scheduler', 'poller', 'processor', 'recorder', 'gateway', 'api', 'simulator'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Services that answer on a port of their own (`PORT`) besides the health port. */
export const LISTENING_SERVICES = ['gateway', 'api', 'simulator'] as const satisfies readonly ServiceName[];
export type ListeningService = (typeof LISTENING_SERVICES)[number];

/** Whether a service has a port of its own. */
export function isListening(name: ServiceName): name is ListeningService {
  return LISTENING_SERVICES.some((listening) => listening === name);
}

/** The compiled program of a service. */
export function serviceProgram(repository: string, name: ServiceName): string {
  return join(repository, 'apps', name, 'dist', 'main.js');
}
