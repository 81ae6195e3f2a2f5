import type { Environment } from '@kickoff/nest';
import { startSimulator } from './simulator-app.js';

/** Starts it in this process, with settings of its own. */
export async function start(environment: Environment): Promise<{ stop: () => Promise<void> }> {
  const simulator = await startSimulator(environment);
  return { stop: () => simulator.close() };
}
