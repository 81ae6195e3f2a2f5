import { randomUUID } from 'node:crypto';
import { isRequestId } from '@kickoff/api-contract';
import type { FastifyInstance } from 'fastify';

/** The `X-Request-Id` of a request when it can stand in a log as it is, else a new one. */
export function requestIdOf(header: unknown): string {
  return isRequestId(header) ? header : randomUUID();
}

/** Every answer says its request's name. */
export function tellRequestId(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('X-Request-Id', request.id);
  });
}
