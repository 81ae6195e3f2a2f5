import type { Environment } from '@kickoff/nest/settings';
import type { Completed } from '../cli/define-command.js';

export type Names = Partial<Record<Completed, readonly string[]>>;

/** Whoever presses the key waits for it. */
const PATIENCE_MS = 500;

/** Names that the shell may offer. None when NATS is not configured, does not answer in time or knows none. */
export async function namesOf(kinds: readonly Completed[], environment: Environment): Promise<Names> {
  const names: Names = {};
  if (kinds.includes('services')) {
    const { SERVICE_SETTINGS } = await import('@kickoff/nest/settings');
    names.services = Object.keys(SERVICE_SETTINGS);
  }
  if (!kinds.some((kind) => kind !== 'services') || !environment['KICKOFF_NATS_URL']) return names;
  const late = new Promise<Names>((resolve) => setTimeout(() => resolve(names), PATIENCE_MS).unref());
  const asked = askBroker(kinds, environment).then(
    (found) => ({ ...names, ...found }),
    () => names,
  );
  return Promise.race([asked, late]);
}

async function askBroker(kinds: readonly Completed[], environment: Environment): Promise<Names> {
  const { CommandContext } = await import('../cli/command-context.js');
  const { queueStates, registeredTypes } = await import('@kickoff/jobs');
  const terminal = { stdout: process.stdout, stderr: process.stderr };
  const context = new CommandContext(environment, false, terminal, process.cwd());
  try {
    const broker = await context.broker();
    const names: Names = {};
    if (kinds.includes('types')) names.types = (await registeredTypes(broker)).map(({ type }) => type);
    if (kinds.includes('queues') || kinds.includes('workloads')) {
      const queues = await queueStates(broker);
      names.queues = queues.map(({ workload, queue }) => `${workload}/${queue}`);
      names.workloads = [...new Set(queues.map(({ workload }) => workload))];
    }
    return names;
  } finally {
    await context.close();
  }
}
