import { simulatorForTest as forTest } from '@kickoff/testing';
import type { ControlOrder } from '../simulator/board-games-simulator.js';
import simulator from '../simulator/index.js';

interface SimulatorState {
  /** Requests so far, in their order. */
  requests: { target: string; at: number }[];
}

/** BoardGameGeek, simulated; `environment` are settings of the simulator. */
export const simulatorForTest = (environment: Record<string, string> = {}) =>
  forTest<ControlOrder, SimulatorState>(simulator, { control: '/board-games/__control', environment });
