import { z } from 'zod';
import { listSetting, parseSettings, portSetting, refuseUnknownNames, type Environment } from '@kickoff/nest';
import type { SimulatorEntry } from './simulator-entry.js';

/** The app's own environment; each simulator adds its own names. */
export const simulatorAppSettings = z.object({
  PORT: portSetting()
    .default(3002)
    .meta({ description: 'Port that the simulated APIs answer on. 0 takes a free one.' }),
  KICKOFF_WORKLOADS: listSetting()
    .default(['@kickoff/live-scores'])
    .meta({ description: 'Packages of the workloads whose upstreams are simulated, separated by commas.' }),
});

/**
 * The settings of each simulator.
 *
 * @throws ConfigurationInvalid naming the setting
 */
export function settingsOfSimulators(
  simulators: readonly SimulatorEntry[],
  environment: Environment,
): Map<SimulatorEntry, Record<string, unknown>> {
  const known = simulators.flatMap(({ settings }) => Object.keys(settings.shape));
  refuseUnknownNames(environment, { prefix: 'SIMULATOR_', known });
  return new Map(simulators.map((simulator) => [simulator, parseSettings(simulator.settings, environment)]));
}
