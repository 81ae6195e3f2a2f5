import type { FastifyInstance } from 'fastify';
import { sendWireResponse } from '@kickoff/upstream/simulator';
import { ControlOrder, ProfileReviewSimulator } from './profile-review-simulator.js';
import { simulatorSettings, type SimulatorSettings } from './settings.js';
import { Visitors } from './visitors.js';

/**
 * GitHub below `/profile-review/github`, a model at `/profile-review/ai/chat/completions`, and the control of both at
 * `/profile-review/__control`.
 */

export { simulatorSettings } from './settings.js';

const GITHUB = '/profile-review/github';

export default {
  name: 'profile-review',
  settings: simulatorSettings,
  register(app: FastifyInstance, settings: SimulatorSettings): void {
    const simulator = new ProfileReviewSimulator(settings);
    const visitors = new Visitors(settings);
    visitors.start();
    app.addHook('onClose', async () => visitors.stop());
    app.get('/profile-review/__control', () => simulator.state());
    app.post('/profile-review/__control', async (request, reply) => {
      const order = ControlOrder.safeParse(request.body);
      if (!order.success) return reply.code(422).send({ issues: order.error.issues });
      simulator.control(order.data);
      const { visit, pay } = order.data;
      const visited = visit && (await visitors.visit(visit.username));
      const paid = pay && (await visitors.pay(pay.analysisId, pay.eventId));
      return reply.send({ ...simulator.state(), visited, paid });
    });
    app.get<{ Querystring: Record<string, string> }>(`${GITHUB}/*`, async (request, reply) => {
      const path = new URL(request.url, 'http://localhost').pathname.slice(GITHUB.length);
      const response = simulator.answerGitHub({
        path,
        query: request.query,
        etag: request.headers['if-none-match'],
        address: `http://${request.headers.host}${GITHUB}`,
      });
      await sendWireResponse(response, reply);
    });
    app.post('/profile-review/ai/chat/completions', async (request, reply) => {
      await sendWireResponse(simulator.answerModel(request.body), reply);
    });
  },
};
