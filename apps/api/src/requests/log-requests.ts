import type { ServiceLog } from '@kickoff/nest';
import type { FastifyInstance } from 'fastify';

/** One line per request when its answer has been sent: never a header, a query or a body, which may hold secrets. */
export function logRequests(fastify: FastifyInstance, log: ServiceLog): void {
  fastify.addHook('onResponse', async ({ id, method, url, ip, caller }, { statusCode, elapsedTime }) => {
    log[levelOf(statusCode)](
      {
        requestId: id,
        method,
        path: url.replace(/\?.*$/s, ''),
        status: statusCode,
        ms: Math.round(elapsedTime),
        ...(caller ? { key: caller.name } : { address: ip }),
      },
      'request',
    );
  });
}

/** A request that went well is for debugging; one that we failed is for whoever runs the service. */
function levelOf(statusCode: number): 'debug' | 'info' | 'error' {
  if (statusCode >= 500) return 'error';
  return statusCode >= 400 ? 'info' : 'debug';
}
