import type { FastifyInstance } from 'fastify';
import { misbehave, sendWireResponse } from '@kickoff/upstream/simulator';
import { BoardGamesSimulator, ControlOrder, misbehaveAsGameGeek } from './board-games-simulator.js';
import { simulatorSettings, type SimulatorSettings } from './settings.js';

/** BoardGameGeek over HTTP below `/board-games`, and its control at `/board-games/__control`. */

export { simulatorSettings } from './settings.js';

export default {
  name: 'board-games',
  settings: simulatorSettings,
  register(app: FastifyInstance, settings: SimulatorSettings): void {
    const simulator = new BoardGamesSimulator(settings);
    app.get('/board-games/__control', () => simulator.state());
    app.post('/board-games/__control', (request, reply) => {
      const order = ControlOrder.safeParse(request.body);
      if (!order.success) return reply.code(422).send({ issues: order.error.issues });
      simulator.control(order.data);
      return reply.send(simulator.state());
    });
    app.get<{ Params: { endpoint: string }; Querystring: Record<string, string> }>(
      '/board-games/:endpoint',
      async (request, reply) => {
        const { endpoint } = request.params;
        const response = simulator.answer(endpoint, request.query);
        const order = simulator.misbehaviours.next(request.url.slice('/board-games'.length));
        const spoilt = order ? misbehaveAsGameGeek(misbehave(response, order), order.kind) : response;
        await sendWireResponse(spoilt, reply);
      },
    );
  },
};
