/** The services of the platform in the order in which they are stopped: first who makes work, last who is called by others. */
export const SERVICES = ['scheduler', 'poller', 'processor', 'recorder', 'gateway', 'api', 'simulator'] as const;
export type ServiceName = (typeof SERVICES)[number];

/**
 * Who takes part in the first message that a browser gets. They are started first, and the others once these have what they
 * need: on few cores, starting all at once would make each as late as the last.
 */
export const FIRST_SERVICES: readonly ServiceName[] = ['simulator', 'gateway', 'poller', 'processor', 'scheduler'];

/** Services that answer on a port of their own (`PORT`) besides the health port. */
export const LISTENING_SERVICES = ['gateway', 'api', 'simulator'] as const satisfies readonly ServiceName[];
export type ListeningService = (typeof LISTENING_SERVICES)[number];

/** Whether a service has a port of its own. */
export function isListening(name: ServiceName): name is ListeningService {
  return LISTENING_SERVICES.some((listening) => listening === name);
}
