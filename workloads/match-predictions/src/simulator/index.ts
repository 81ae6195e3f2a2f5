import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendWireResponse, type WireResponse } from '@kickoff/upstream/simulator';
import { ControlOrder, FootballDataSimulator, misbehaveAsFootballData } from './football-data-simulator.js';
import { simulatorSettings, type SimulatorSettings } from './settings.js';

/** football-data.co.uk over HTTP below `/match-predictions`, and its control at `/match-predictions/__control`. */

export { simulatorSettings } from './settings.js';

const ROOT = '/match-predictions';

export default {
  name: 'match-predictions',
  settings: simulatorSettings,
  register(app: FastifyInstance, settings: SimulatorSettings): void {
    const simulator = new FootballDataSimulator(settings);
    const send = (response: WireResponse, request: FastifyRequest, reply: FastifyReply) => {
      const order = simulator.misbehaviours.next(request.url.slice(ROOT.length));
      return sendWireResponse(order ? misbehaveAsFootballData(response, order) : response, reply);
    };
    app.get(`${ROOT}/__control`, () => simulator.state());
    app.post(`${ROOT}/__control`, (request, reply) => {
      const order = ControlOrder.safeParse(request.body);
      if (!order.success) return reply.code(422).send({ issues: order.error.issues });
      simulator.control(order.data);
      return reply.send(simulator.state());
    });
    app.get<{ Params: { season: string; league: string } }>(
      `${ROOT}/mmz4281/:season/:league.csv`,
      async (request, reply) => {
        const { season, league } = request.params;
        await send(simulator.season(league, season), request, reply);
      },
    );
    app.get(`${ROOT}/fixtures.csv`, async (request, reply) => {
      await send(simulator.fixtures(), request, reply);
    });
  },
};
