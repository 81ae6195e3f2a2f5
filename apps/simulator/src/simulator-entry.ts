import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { ConfigurationInvalid } from '@kickoff/contracts';

/** What a workload package's `./simulator` entry exports by default: its upstreams, for the demo and for tests. */
export interface SimulatorEntry {
  name: string;
  /** Environment names; all start with `SIMULATOR_`. */
  settings: z.ZodObject;
  register(app: FastifyInstance, settings: Record<string, unknown>): void | Promise<void>;
}

/**
 * Imports the simulators of workload packages; a package without one has no upstreams to simulate.
 *
 * @throws ConfigurationInvalid for a package that is not installed, or whose entry is no simulator
 */
export async function loadSimulators(packageNames: readonly string[]): Promise<SimulatorEntry[]> {
  const entries: SimulatorEntry[] = [];
  for (const packageName of packageNames) {
    const entry = await importSimulator(packageName);
    if (entry) entries.push(entry);
  }
  return entries;
}

async function importSimulator(packageName: string): Promise<SimulatorEntry | undefined> {
  let imported: { default?: unknown };
  try {
    imported = (await import(`${packageName}/simulator`)) as { default?: unknown };
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown };
    if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return undefined;
    const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    // Only a package that cannot be found is a wrong setting; what fails inside a simulator keeps its own message.
    if (missing && String(message).includes(packageName)) {
      throw new ConfigurationInvalid(
        'KICKOFF_WORKLOADS',
        `names ${packageName}, which is not installed here or not built`,
      );
    }
    throw error;
  }
  const entry = imported.default;
  if (!isSimulator(entry)) {
    throw new ConfigurationInvalid(
      'KICKOFF_WORKLOADS',
      `names ${packageName}, whose ./simulator entry is no simulator`,
    );
  }
  return entry;
}

function isSimulator(value: unknown): value is SimulatorEntry {
  return typeof value === 'object' && value !== null && 'name' in value && 'settings' in value && 'register' in value;
}
