import { loadWorkloadSchemas } from '@kickoff/database';
import {
  loadWorkloads,
  parseSettings,
  platformNames,
  refuseUnknownNames,
  SERVICE_SETTINGS,
  workloadSettings,
  type ServiceName,
} from '@kickoff/nest';
import simulator from '@kickoff/live-scores/simulator';
import { textOf } from './repository-for-test.js';

/** What a process of ours reads from its environment, and where it answers. */

export type ContainerEnvironment = Readonly<Record<string, string>>;

export interface Answers {
  /** Port by the name that manifests give it. */
  ports: Record<string, number>;
  probePaths: readonly string[];
}

/**
 * Parses a container's environment as its process would, and refuses names that nothing reads.
 *
 * @returns where the process then answers
 */
export async function start(target: string, environment: ContainerEnvironment): Promise<Answers> {
  if (target === 'migrate') return startMigrate(environment);
  if (target === 'simulator') return startSimulator(environment);
  const schema = SERVICE_SETTINGS[target as ServiceName];
  refuseUnknownNames(environment, { prefix: 'KICKOFF_', known: platformNames() });
  const settings = parseSettings(schema, environment);
  const workloads = await loadWorkloads(settings.KICKOFF_WORKLOADS);
  for (const loaded of workloads) workloadSettings(loaded, environment);
  const names = workloads.flatMap(({ manifest }) => Object.keys(manifest.settings.shape));
  refuse(target, environment, [...platformNames(), ...names]);
  const ports: Record<string, number> = { health: settings.HEALTH_PORT };
  if ('PORT' in settings) ports['http'] = settings.PORT;
  return { ports, probePaths: healthPaths() };
}

/** Shutdown that a service with this environment gives its handlers. */
export function shutdownGrace(environment: ContainerEnvironment) {
  return parseSettings(SERVICE_SETTINGS.recorder, environment).KICKOFF_SHUTDOWN_GRACE;
}

async function startMigrate(environment: ContainerEnvironment): Promise<Answers> {
  const own = namesIn('packages/database/src/migrate/migrate-settings.ts');
  for (const required of ['KICKOFF_DATABASE_URL', 'KICKOFF_NATS_URL']) {
    if (!environment[required]) throw new Error(`migrate lacks ${required}`);
  }
  const workloads = environment['KICKOFF_WORKLOADS'] ?? '@kickoff/live-scores';
  await loadWorkloadSchemas(workloads.split(','));
  const loaded = await loadWorkloads(workloads.split(','));
  const names = loaded.flatMap(({ manifest }) => Object.keys(manifest.settings.shape));
  // It shares the services' ConfigMap and Secret, and leaves alone what is not its own.
  refuse('migrate', environment, [...own, ...platformNames(), ...names]);
  return { ports: {}, probePaths: [] };
}

async function startSimulator(environment: ContainerEnvironment): Promise<Answers> {
  const own = namesIn('apps/simulator/src/settings.ts');
  refuse('simulator', environment, [...own, ...Object.keys(simulator.settings.shape)]);
  parseSettings(simulator.settings, environment);
  const standard = /PORT: portSetting\(\)\s*\.default\((\d+)\)/.exec(textOf('apps/simulator/src/settings.ts'))?.[1];
  const app = textOf('apps/simulator/src/simulator-app.ts');
  return {
    ports: { http: Number(environment['PORT'] ?? standard) },
    probePaths: [...app.matchAll(/app\.get\('(\/health\/[a-z]+)'/g)].map((match) => match[1]!),
  };
}

function refuse(target: string, environment: ContainerEnvironment, known: readonly string[]): void {
  const unknown = Object.keys(environment).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`${target} reads no ${unknown.join(', ')}`);
}

/** Names of the settings in a schema that its package does not export. */
function namesIn(file: string): string[] {
  return [...textOf(file).matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1]!);
}

function healthPaths(): string[] {
  const controller = textOf('packages/nest/src/health/health-server.ts');
  return [...controller.matchAll(/@Get\('([a-z/]+)'\)/g)].map((match) => `/${match[1]}`);
}
