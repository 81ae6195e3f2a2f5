import { ConfigurationInvalid, nearest, SETTING_NAMES, unknownNames } from '@kickoff/contracts';
import { MigrateSettings } from '@kickoff/database';
import { settingsPrefix, type LoadedWorkload } from '@kickoff/nest';
import { SERVICE_SETTINGS, settingProblems, type Environment, type SettingProblem } from '@kickoff/nest/settings';
import type { z } from 'zod';
import type { CommandContext } from '../cli/command-context.js';
import { UsageError } from '../cli/command-error.js';
import { commandSettings } from './command-settings.js';

/** What one reader of the environment finds wrong in it. */
export interface CheckedSettings {
  /** A service, `migrate`, `kickoff` for this command, `workload <name>`, or `every service` for names that nobody reads. */
  name: string;
  problems: SettingProblem[];
}

const READERS: Readonly<Record<string, z.ZodObject>> = {
  ...SERVICE_SETTINGS,
  migrate: MigrateSettings,
  kickoff: commandSettings,
};

/**
 * Checks the environment against every schema that reads it, or those named.
 *
 * @throws UsageError for a name that reads nothing
 */
export async function checkSettings(
  context: Pick<CommandContext, 'environment' | 'workloads'>,
  names: readonly string[] = Object.keys(READERS),
): Promise<CheckedSettings[]> {
  const { environment } = context;
  const checked = names.map((name) => ({ name, problems: settingProblems(schemaOf(name), environment) }));
  const unknown = unknownNames(environment, { prefix: 'KICKOFF_', known: SETTING_NAMES });
  return [{ name: 'every service', problems: unknown }, ...checked, ...(await checkWorkloads(context))];
}

async function checkWorkloads(context: Pick<CommandContext, 'environment' | 'workloads'>): Promise<CheckedSettings[]> {
  try {
    return (await context.workloads()).map((loaded) => checkWorkload(loaded, context.environment));
  } catch (error) {
    if (!(error instanceof ConfigurationInvalid)) throw error;
    return [{ name: 'workloads', problems: [{ name: error.path, problem: error.problem }] }];
  }
}

function checkWorkload({ workload, manifest: { settings } }: LoadedWorkload, environment: Environment) {
  const known = Object.keys(settings.shape);
  return {
    name: `workload ${workload.name}`,
    problems: [
      ...unknownNames(environment, { prefix: settingsPrefix(workload.name), known }),
      ...settingProblems(settings, environment),
    ],
  };
}

function schemaOf(name: string): z.ZodObject {
  const schema = READERS[name];
  if (schema) return schema;
  const known = Object.keys(READERS);
  const suggestion = nearest(name, known);
  throw new UsageError(`${name} is no service${suggestion ? `; did you mean ${suggestion}?` : ''}`, {
    where: '--service',
    remedy: `name some of ${known.join(', ')}`,
  });
}
