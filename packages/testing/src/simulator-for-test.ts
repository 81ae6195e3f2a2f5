import { afterAll, beforeAll } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { parseSettings, type Environment } from '@kickoff/nest';

/** The default export of a workload's `./simulator`. */
export interface Simulator<Settings extends z.ZodObject = z.ZodObject> {
  settings: Settings;
  register(app: FastifyInstance, settings: z.output<Settings>): void;
}

export interface SimulatorForTestOptions {
  /** Path of its control, e.g. `/board-games/__control`. */
  control: string;
  /** The simulator's settings. Default: as they are by default. */
  environment?: Environment;
}

export interface SimulatorForTest<Order = unknown, State = unknown> {
  /** Its address without a path, e.g. `http://127.0.0.1:4711`. */
  url: string;
  /** Gives an order to the control. @throws Error with what the control says, when it refuses */
  control(order: Order): Promise<void>;
  /** What the control answers to a GET. */
  state(): Promise<State>;
}

/** A simulated upstream on a free port, from before the first test of the file until after its last. */
export function simulatorForTest<Order, State = unknown, Settings extends z.ZodObject = z.ZodObject>(
  simulator: Simulator<Settings>,
  { control, environment = {} }: SimulatorForTestOptions,
): () => SimulatorForTest<Order, State> {
  let app: FastifyInstance | undefined;
  let running: SimulatorForTest<Order, State> | undefined;
  beforeAll(async () => {
    app = Fastify({ forceCloseConnections: true });
    simulator.register(app, parseSettings(simulator.settings, environment));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const ask = async (request?: RequestInit) => {
      const response = await fetch(`${url}${control}`, request);
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as State;
    };
    running = {
      url,
      async control(order) {
        const headers = { 'content-type': 'application/json' };
        await ask({ method: 'POST', headers, body: JSON.stringify(order) });
      },
      state: () => ask(),
    };
  });
  afterAll(() => app?.close());
  return () => {
    if (!running) throw new Error('the simulator starts before the first test; use it inside tests and hooks only');
    return running;
  };
}
