import { SERVICE_SETTINGS, type Environment, type ServiceName } from '@kickoff/nest/settings';
import type { ServicesInOne } from '@kickoff/nest';
import { repositoryProgram, REPOSITORY } from '../cli/repository.js';

/** In the order in which they are stopped: first who makes work, last who is called by others. */
export const SERVICES = [
  'scheduler',
  'poller',
  'processor',
  'recorder',
  'gateway',
  'api',
] as const satisfies readonly ServiceName[];

export interface Ports {
  api: number;
  gateway: number;
  /** Of the first service; each further one has the next. 0: free ones. */
  health: number;
}

/** What `runTogether` starts: the chosen services, each with ports of its own. */
export function planServices(names: readonly ServiceName[], environment: Environment, ports: Ports): ServicesInOne {
  const chosen = SERVICES.filter((name) => names.includes(name));
  return {
    repository: REPOSITORY,
    services: chosen.map((name, place) => {
      repositoryProgram(`the service ${name}`, 'apps', name, 'dist', 'service.js');
      return {
        name,
        environment: {
          ...environment,
          HEALTH_PORT: String(ports.health === 0 ? 0 : ports.health + place),
          ...('PORT' in SERVICE_SETTINGS[name].shape
            ? { PORT: String(name === 'api' ? ports.api : ports.gateway) }
            : {}),
        },
      };
    }),
  };
}
