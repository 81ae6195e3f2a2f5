import { simulatorForTest as forTest } from '@kickoff/testing';
import simulator from '../simulator/index.js';
import type { ControlOrder } from '../simulator/live-scores-simulator.js';
import type { Sport } from '../sports/sport.js';

interface SimulatorState {
  live: Record<Sport, number[]>;
  requests: Record<string, number>;
}

/** The APIs of all sports, simulated; `environment` are settings of the simulator. */
export const simulatorForTest = (environment: Record<string, string> = {}) =>
  forTest<ControlOrder, SimulatorState>(simulator, { control: '/__control', environment });

/** Where each sport's API answers below the simulator's address. */
export function addressesAt(url: string): Record<Sport, string> {
  return {
    'american-football': `${url}/american-football`,
    basketball: `${url}/basketball`,
    football: `${url}/football`,
    'ice-hockey': `${url}/ice-hockey`,
  };
}
