import { simulatorForTest as forTest } from '@kickoff/testing';
import type { ControlOrder } from '../simulator/football-data-simulator.js';
import simulator from '../simulator/index.js';

interface SimulatorState {
  /** By the simulator's clock. */
  now: number;
  /** Files asked for so far, in their order. */
  requests: string[];
}

/** football-data.co.uk, simulated; `environment` are settings of the simulator. */
export const simulatorForTest = (environment: Record<string, string> = {}) =>
  forTest<ControlOrder, SimulatorState>(simulator, { control: '/match-predictions/__control', environment });
