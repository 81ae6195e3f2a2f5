import { afterAll, beforeAll } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { parseSettings } from '@kickoff/nest';
import simulator from '../simulator/index.js';
import type { ControlOrder } from '../simulator/live-scores-simulator.js';
import type { Sport } from '../sports/sport.js';

export interface SimulatorForTest {
  addresses: Record<Sport, string>;
  control(order: ControlOrder): Promise<void>;
  state(): Promise<{ live: Record<Sport, number[]>; requests: Record<string, number> }>;
}

/** The simulated APIs on a free port, from before the first test of the file until after its last. */
export function simulatorForTest(environment: Record<string, string> = {}): () => SimulatorForTest {
  let app: FastifyInstance | undefined;
  let running: SimulatorForTest | undefined;
  beforeAll(async () => {
    app = Fastify({ forceCloseConnections: true });
    simulator.register(app, parseSettings(simulator.settings, environment));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    running = {
      addresses: {
        'american-football': `${url}/american-football`,
        basketball: `${url}/basketball`,
        football: `${url}/football`,
        'ice-hockey': `${url}/ice-hockey`,
      },
      async control(order) {
        const response = await fetch(`${url}/__control`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(order),
        });
        if (!response.ok) throw new Error(await response.text());
      },
      async state() {
        const response = await fetch(`${url}/__control`);
        return (await response.json()) as Awaited<ReturnType<SimulatorForTest['state']>>;
      },
    };
  });
  afterAll(() => app?.close());
  return () => {
    if (!running) throw new Error('the simulator starts before the first test; use it inside tests and hooks only');
    return running;
  };
}
