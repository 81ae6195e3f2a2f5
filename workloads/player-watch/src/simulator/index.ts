import type { FastifyInstance } from 'fastify';
import { misbehave, sendWireResponse } from '@kickoff/upstream/simulator';
import { ControlOrder, misbehaveAsRiot, RiotSimulator } from './riot-simulator.js';
import { simulatorSettings, type SimulatorSettings } from './settings.js';

/** Riot's API over HTTP below `/riot/<platform or region>`, and its control at `/riot/__control`. */

export { simulatorSettings } from './settings.js';

export default {
  name: 'player-watch',
  settings: simulatorSettings,
  register(app: FastifyInstance, settings: SimulatorSettings): void {
    const simulator = new RiotSimulator(settings);
    app.get('/riot/__control', () => simulator.state());
    app.post('/riot/__control', (request, reply) => {
      const order = ControlOrder.safeParse(request.body);
      if (!order.success) return reply.code(422).send({ issues: order.error.issues });
      simulator.control(order.data);
      return reply.send(simulator.state());
    });
    app.get<{ Params: { routing: string }; Querystring: Record<string, string> }>(
      '/riot/:routing/*',
      async (request, reply) => {
        const { routing } = request.params;
        const target = request.url.slice(`/riot/${routing}`.length).replace(/\?.*$/, '');
        const response = simulator.answer(routing, target, request.query);
        const order = simulator.misbehaviours.next(request.url);
        const spoilt = order ? misbehaveAsRiot(misbehave(response, order), order.kind) : response;
        simulator.requests.push({ target: `${routing}${target}`, at: Date.now(), status: spoilt.status });
        await sendWireResponse(spoilt, reply);
      },
    );
  },
};
