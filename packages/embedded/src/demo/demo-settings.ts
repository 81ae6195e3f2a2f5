/** Settings of `npm start`. */
import { PROCESS_ENVIRONMENT } from '../settings.js';

/** What listens in the demo, with the setting that asks for its port and the port it gets when that is free. */
export const DEMO_PORTS = {
  api: { setting: 'KICKOFF_DEMO_API_PORT', preferred: 3000 },
  gateway: { setting: 'KICKOFF_DEMO_GATEWAY_PORT', preferred: 3001 },
  simulator: { setting: 'KICKOFF_DEMO_SIMULATOR_PORT', preferred: undefined },
  nats: { setting: 'KICKOFF_DEMO_NATS_PORT', preferred: undefined },
  postgres: { setting: 'KICKOFF_DEMO_POSTGRES_PORT', preferred: undefined },
} as const;

/** How many processes the services get; see `PlatformOptions.processes`. */
const PROCESSES = 'KICKOFF_DEMO_PROCESSES';

export type DemoListener = keyof typeof DEMO_PORTS;
export const DEMO_LISTENERS: readonly DemoListener[] = ['api', 'gateway', 'simulator', 'nats', 'postgres'];

/** Every name. */
export const DEMO_SETTINGS: readonly string[] = [...DEMO_LISTENERS.map((name) => DEMO_PORTS[name].setting), PROCESSES];

/** Ports that the environment asks for.
 * @throws Error naming the setting that is wrong or unknown */
export function demoPorts(
  env: Readonly<NodeJS.ProcessEnv> = PROCESS_ENVIRONMENT,
): Partial<Record<DemoListener, number>> {
  for (const name of Object.keys(env)) {
    if (name.startsWith('KICKOFF_DEMO_') && !DEMO_SETTINGS.includes(name)) {
      throw new Error(`${name} is not a setting; there are ${DEMO_SETTINGS.join(', ')}`);
    }
  }
  return Object.fromEntries(
    DEMO_LISTENERS.flatMap((name) => {
      const text = env[DEMO_PORTS[name].setting];
      return text ? [[name, portOf(DEMO_PORTS[name].setting, text)]] : [];
    }),
  );
}

/** Whether services run in one process, which starts fastest, or in one each, as in a deployment.
 * @throws Error naming the setting that is wrong */
export function demoProcesses(env: Readonly<NodeJS.ProcessEnv> = PROCESS_ENVIRONMENT): 'one' | 'each' {
  const text = env[PROCESSES] || 'one';
  if (text === 'one' || text === 'each') return text;
  throw new Error(`${PROCESSES} must be one or each, got ${JSON.stringify(text)}`);
}

function portOf(setting: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${setting} must be a port from 1 to 65535, got ${JSON.stringify(text)}`);
}
