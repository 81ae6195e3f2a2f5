import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { refuseUnknownNames, SETTING_NAMES } from '@kickoff/contracts';
import { createLog } from '../logging/service-log.js';
import { parseSettings } from '../settings/parse-settings.js';
import { PROCESS_ENVIRONMENT } from '../settings/process-environment.js';
import { loadWorkloads, workloadSettings } from '../workload/load-workloads.js';
import type { ServiceDefinition, ServicePlan, ServiceSettings, ServiceSurroundings } from './service-definition.js';

/**
 * Everything that can be decided without a connection: settings, workloads and their settings.
 *
 * @throws ConfigurationInvalid naming the setting or the part of the workload that is wrong
 */
export async function planService<Schema extends z.ZodObject>(
  definition: ServiceDefinition<Schema>,
  { environment = PROCESS_ENVIRONMENT, importEntry, log }: ServiceSurroundings,
): Promise<ServicePlan<z.output<Schema> & ServiceSettings>> {
  const { name } = definition;
  refuseUnknownNames(environment, {
    prefix: 'KICKOFF_',
    known: [...SETTING_NAMES, ...Object.keys(definition.settings.shape)],
  });
  const settings = parseSettings(definition.settings, environment) as z.output<Schema> & ServiceSettings;
  const workloads = (await loadWorkloads(settings.KICKOFF_WORKLOADS, importEntry)).map((loaded) => ({
    ...loaded,
    settings: workloadSettings(loaded, environment),
  }));
  return { name, version: version(), settings, workloads, log: log ?? createLog(name, settings.KICKOFF_LOG_LEVEL) };
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
