import { afterAll, beforeAll } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { parseSettings } from '@kickoff/nest';
import simulator from '../simulator/index.js';
import type { ControlOrder, ProfileReviewSimulator } from '../simulator/profile-review-simulator.js';

export interface SimulatorForTest {
  /** Of the simulated GitHub. */
  github: string;
  /** Of the simulated model. */
  model: string;
  control(order: ControlOrder): Promise<void>;
  state(): Promise<ReturnType<ProfileReviewSimulator['state']>>;
}

/** The simulated upstreams on a free port, from before the first test of the file until after its last. */
export function simulatorForTest(environment: Record<string, string> = {}): () => SimulatorForTest {
  let app: FastifyInstance | undefined;
  let running: SimulatorForTest | undefined;
  beforeAll(async () => {
    app = Fastify({ forceCloseConnections: true });
    simulator.register(app, parseSettings(simulator.settings, environment));
    const address = `${await app.listen({ port: 0, host: '127.0.0.1' })}/profile-review`;
    running = {
      github: `${address}/github`,
      model: `${address}/ai`,
      async control(order) {
        const headers = { 'content-type': 'application/json' };
        const response = await fetch(`${address}/__control`, { method: 'POST', headers, body: JSON.stringify(order) });
        if (!response.ok) throw new Error(await response.text());
      },
      async state() {
        const response = await fetch(`${address}/__control`);
        return (await response.json()) as ReturnType<ProfileReviewSimulator['state']>;
      },
    };
  });
  afterAll(() => app?.close());
  return () => {
    if (!running) throw new Error('the simulator starts before the first test; use it inside tests and hooks only');
    return running;
  };
}
