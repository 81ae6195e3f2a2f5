import type { Environment } from '@kickoff/nest/settings';
import type { CommandContext } from '../cli/command-context.js';
import type { Completed } from '../cli/define-command.js';

export type Names = Partial<Record<Completed, readonly string[]>>;

/** Whoever presses the key waits for it. */
const PATIENCE_MS = 500;

/** Names that the shell may offer. None when NATS, or the api for schedules, is not configured, does
 * not answer in time or knows none. */
export async function namesOf(
  kinds: readonly Completed[],
  environment: Environment,
  patienceMs = PATIENCE_MS,
): Promise<Names> {
  const names: Names = {};
  if (kinds.includes('services')) {
    const { SERVICE_SETTINGS } = await import('@kickoff/nest/settings');
    names.services = Object.keys(SERVICE_SETTINGS);
  }
  const asked: Promise<Names>[] = [];
  if (kinds.some((kind) => OF_BROKER.includes(kind)) && environment['KICKOFF_NATS_URL'])
    asked.push(askBroker(kinds, environment));
  if (kinds.includes('schedules') && environment['KICKOFF_API_URL']) asked.push(askApi(environment));
  const late = new Promise<Names>((resolve) => setTimeout(() => resolve({}), patienceMs).unref());
  const found = await Promise.all(asked.map((some) => Promise.race([some.catch(() => ({})), late])));
  return Object.assign(names, ...found) as Names;
}

const OF_BROKER: readonly Completed[] = ['types', 'queues', 'workloads', 'targets'];

async function askApi(environment: Environment): Promise<Names> {
  const context = await contextOf(environment);
  const { answered } = await import('../api/answered.js');
  const { items } = await answered((await context.api()).GET('/schedules'));
  return { schedules: items.map(({ id }) => id) };
}

async function contextOf(environment: Environment): Promise<CommandContext> {
  const { CommandContext } = await import('../cli/command-context.js');
  const terminal = { stdout: process.stdout, stderr: process.stderr };
  return new CommandContext(environment, false, terminal, process.cwd());
}

async function askBroker(kinds: readonly Completed[], environment: Environment): Promise<Names> {
  const { queueStates, registeredTypes } = await import('@kickoff/jobs');
  const context = await contextOf(environment);
  try {
    const broker = await context.broker();
    const names: Names = {};
    const isTargets = kinds.includes('targets');
    if (isTargets || kinds.includes('types')) names.types = (await registeredTypes(broker)).map(({ type }) => type);
    if (isTargets || kinds.includes('queues') || kinds.includes('workloads')) {
      const queues = await queueStates(broker);
      names.queues = queues.map(({ workload, queue }) => `${workload}/${queue}`);
      names.workloads = [...new Set(queues.map(({ workload }) => workload))];
    }
    if (isTargets) names.targets = [names.workloads, names.queues, names.types].flatMap((some = []) => some);
    return names;
  } finally {
    await context.close();
  }
}
