import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceContext, ServiceSettings, ApiSettings } from '@kickoff/nest';
import type { FastifyServerOptions } from 'fastify';
import { recogniseCallers } from '../access/recognise-callers.js';
import { serveOpenApi } from '../reference/serve-openapi.js';
import { answerUnroutable, LONGEST_PATH_PART } from './answer-unroutable.js';
import { API_PATH } from './api-path.js';
import { answerUnchanged } from './entity-tag.js';
import { limitRate } from './limit-rate.js';
import { logRequests } from './log-requests.js';
import { parseBodies } from './parse-body.js';
import { requestIdOf, tellRequestId } from './request-id.js';

type Context = Pick<ServiceContext<ServiceSettings & ApiSettings>, 'settings' | 'version' | 'log'>;

/** Requests have the names that they come with; who sends them is found behind trusted proxies. */
export function serverOptions({ settings }: Context): FastifyServerOptions {
  return {
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
    frameworkErrors: answerUnroutable,
    routerOptions: { maxParamLength: LONGEST_PATH_PART },
    trustProxy: settings.KICKOFF_API_TRUSTED_PROXIES ?? false,
  };
}

/** What holds for every request, in the order in which it meets them. */
export async function prepareServer(app: NestFastifyApplication, { settings, version, log }: Context): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  tellRequestId(fastify);
  logRequests(fastify, log);
  recogniseCallers(app);
  await limitRate(fastify, {
    perKey: settings.KICKOFF_API_RATE_PER_KEY,
    perAddress: settings.KICKOFF_API_RATE_PER_ADDRESS,
    prefix: `${API_PATH}/`,
  });
  parseBodies(app, { bytes: settings.KICKOFF_API_BODY_BYTES, depth: settings.KICKOFF_API_BODY_DEPTH });
  answerUnchanged(fastify);
  serveOpenApi(app, version);
}
