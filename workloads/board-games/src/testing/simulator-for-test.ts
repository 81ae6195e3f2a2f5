import { afterAll, beforeAll } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { parseSettings } from '@kickoff/nest';
import type { ControlOrder } from '../simulator/board-games-simulator.js';
import simulator from '../simulator/index.js';

export interface SimulatorForTest {
  address: string;
  control(order: ControlOrder): Promise<void>;
  /** Requests so far, in their order. */
  requests(): Promise<{ target: string; at: number }[]>;
}

/** The simulated upstream on a free port, from before the first test of the file until after its last. */
export function simulatorForTest(environment: Record<string, string> = {}): () => SimulatorForTest {
  let app: FastifyInstance | undefined;
  let running: SimulatorForTest | undefined;
  beforeAll(async () => {
    app = Fastify({ forceCloseConnections: true });
    simulator.register(app, parseSettings(simulator.settings, environment));
    const address = `${await app.listen({ port: 0, host: '127.0.0.1' })}/board-games`;
    running = {
      address,
      async control(order) {
        const headers = { 'content-type': 'application/json' };
        const response = await fetch(`${address}/__control`, { method: 'POST', headers, body: JSON.stringify(order) });
        if (!response.ok) throw new Error(await response.text());
      },
      async requests() {
        const response = await fetch(`${address}/__control`);
        return ((await response.json()) as { requests: { target: string; at: number }[] }).requests;
      },
    };
  });
  afterAll(() => app?.close());
  return () => {
    if (!running) throw new Error('the simulator starts before the first test; use it inside tests and hooks only');
    return running;
  };
}
