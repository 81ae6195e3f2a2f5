import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AnyOperation, RequestOf } from '@kickoff/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Audit } from '../audit/audit.js';
import { NOBODY } from '../access/caller.js';
import { Idempotency } from '../idempotency/idempotency.js';
import { entityTag } from '../requests/entity-tag.js';
import type { Call } from './call.js';
import { OPERATION } from './operation-metadata.js';
import { parseRequest } from './parse-request.js';
import { Resources } from './resources.js';

/**
 * What every operation has in common, in this order: validation, the answer to a repeated request, `If-Match`, the
 * controller's method, the audit, the answer's ETag.
 */
@Injectable()
export class OperationInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Resources) private readonly resources: Resources,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const operation = this.reflector.get<AnyOperation>(OPERATION, context.getHandler());
    const http = context.switchToHttp();
    return from(this.run(operation, http.getRequest(), http.getResponse(), () => lastValueFrom(next.handle())));
  }

  private async run(
    operation: AnyOperation,
    http: FastifyRequest,
    reply: FastifyReply,
    handle: () => Promise<unknown>,
  ): Promise<unknown> {
    const request = parseRequest(operation, http);
    const call: Call = { caller: http.caller ?? NOBODY, requestId: http.id, once: undefined };
    Object.assign(http, { operationRequest: request, call });
    const answer =
      operation.method === 'POST'
        ? await this.idempotency.once({ operation, http, reply, call }, () =>
            this.change(operation, request, http, call, handle),
          )
        : operation.method === 'GET'
          ? await handle()
          : await this.change(operation, request, http, call, handle);
    if (operation.method === 'GET' && Object.keys(operation.params.shape).length > 0)
      void reply.header('ETag', entityTag(answer));
    return answer;
  }

  private async change(
    operation: AnyOperation,
    request: RequestOf<AnyOperation>,
    http: FastifyRequest,
    call: Call,
    handle: () => Promise<unknown>,
  ): Promise<unknown> {
    await this.resources.assertUnchanged(operation, request, call, http.headers['if-match']);
    const before = await this.resources.current(operation, request, call);
    const answer = await handle();
    await this.audit.write({ operation, call, url: http.url, before, answer });
    return answer;
  }
}
