import { simulatorForTest as forTest } from '@kickoff/testing';
import simulator from '../simulator/index.js';
import type { ControlOrder } from '../simulator/riot-simulator.js';

interface SimulatorState {
  /** Requests so far, in their order; `target` begins with the platform or region. */
  requests: { target: string; at: number; status: number }[];
}

/** Riot's API, simulated; `environment` are settings of the simulator. */
export const simulatorForTest = (environment: Record<string, string> = {}) =>
  forTest<ControlOrder, SimulatorState>(simulator, { control: '/riot/__control', environment });
