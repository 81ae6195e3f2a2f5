import { Catch, Inject, Optional, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { FAULTS, KickoffError } from '@kickoff/contracts';
import { SERVICE_CONTEXT, type ServiceContext } from '@kickoff/nest';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problem.js';

/** Turns whatever a route throws into a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Optional() @Inject(SERVICE_CONTEXT) private readonly context: Pick<ServiceContext, 'log' | 'database'> | undefined,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const known = this.context?.database?.translate?.(error) ?? error;
    const path = request.url.replace(/\?.*$/s, '');
    const problem = { ...problemOf(known, path), requestId: request.id };
    if (problem.status >= 500) {
      const level = known instanceof KickoffError ? FAULTS[known.fault].logLevel : 'error';
      this.context?.log[level]({ err: known, method: request.method, path, requestId: request.id }, 'request failed');
    }
    if (problem.retryAfter !== undefined) void reply.header('Retry-After', String(problem.retryAfter));
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}
