import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendWireResponse, type WireResponse } from '@kickoff/upstream/simulator';
import { SPORTS, type Sport } from '../sports/sport.js';
import { ControlOrder, LiveScoresSimulator, type SimulatorRequest } from './live-scores-simulator.js';
import { misbehaveAsSports } from './misbehaviour.js';
import { errorResponse, messageResponse, responseOf } from './response.js';
import { simulatorSettings, type SimulatorSettings } from './settings.js';

// The simulator without HTTP, e.g. to generate responses.
export { LiveScoresSimulator } from './live-scores-simulator.js';
export { simulatorSettings } from './settings.js';

/** The upstream APIs of all sports over HTTP, each below `/<sport>`, and their control at `/__control`. */

/** Football answers every list with `paging`; lists of teams are long enough here for a second page. */
const PAGE_SIZE = 15;

export default {
  name: 'live-scores',
  settings: simulatorSettings,
  register(app: FastifyInstance, settings: SimulatorSettings): void {
    const simulator = new LiveScoresSimulator(settings);
    for (const sport of SPORTS) {
      app.get(`/${sport}/*`, (request, reply) => serve(simulator, sport, request, reply));
    }
    app.get('/__control', () => simulator.state());
    app.post('/__control', (request, reply) => {
      const order = ControlOrder.safeParse(request.body);
      if (!order.success) return reply.code(422).send({ issues: order.error.issues });
      try {
        simulator.control(order.data);
      } catch (error) {
        return reply.code(422).send({ message: error instanceof Error ? error.message : String(error) });
      }
      return reply.send(simulator.state());
    });
  },
};

async function serve(
  simulator: LiveScoresSimulator,
  sport: Sport,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const url = new URL(request.url, 'http://simulator');
  const asked: SimulatorRequest = {
    sport,
    path: url.pathname.slice(sport.length + 1),
    parameters: Object.fromEntries(url.searchParams),
    key: headerOf(request, 'x-apisports-key') ?? headerOf(request, 'x-rapidapi-key'),
  };
  const order = simulator.misbehaviours.next(request.url);
  const regular = regularResponse(simulator, asked);
  await sendWireResponse(order ? misbehaveAsSports(regular, order) : regular, reply);
}

function regularResponse(simulator: LiveScoresSimulator, request: SimulatorRequest): WireResponse {
  const { sport, path, parameters, key } = request;
  const admitted = simulator.account.admit(key);
  const headers = simulator.account.headers();
  const { page, ...others } = parameters;
  const envelope = {
    get: path.slice(1),
    parameters,
    page: Math.max(1, Number(page) || 1),
    pageSize: sport === 'football' && path === '/teams' ? PAGE_SIZE : undefined,
    paged: sport === 'football',
  };
  switch (admitted) {
    case 'no-key':
    case 'wrong-key':
      return errorResponse({ token: 'Error/Missing application key.' }, envelope, headers);
    case 'day-used-up':
      return errorResponse({ requests: 'You have reached the request limit for the day.' }, envelope, headers);
    case 'too-many':
      return messageResponse(429, 'Too many requests', { ...headers, 'retry-after': '60' });
    case 'ok':
      break;
  }
  const answer = simulator.answer({ ...request, parameters: others });
  if (!answer) return messageResponse(404, `This endpoint do not exist: ${path}`, headers);
  return responseOf(answer, envelope, headers);
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
