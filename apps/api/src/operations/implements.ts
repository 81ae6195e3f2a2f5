import {
  applyDecorators,
  Delete,
  Get,
  HttpCode,
  Post,
  Put,
  SetMetadata,
  UseInterceptors,
  createParamDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import type { AnswerOf, AnyOperation, Method, RequestOf } from '@kickoff/api-contract';
import type { FastifyRequest } from 'fastify';
import type { Call } from './call.js';
import { OperationInterceptor } from './operation-interceptor.js';
import { OPERATION } from './operation-metadata.js';

const ROUTE: Readonly<Record<Method, (path: string) => MethodDecorator>> = {
  GET: Get,
  POST: Post,
  PUT: Put,
  DELETE: Delete,
};

const Requested = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).operationRequest);
const Called = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).call);

type Implementation<O extends AnyOperation> = (request: RequestOf<O>, call: Call) => AnswerOf<O> | Promise<AnswerOf<O>>;

/**
 * Binds a controller's method to an operation: its route, status, role and validation. The method gets the validated
 * request and the call, and answers what the operation says.
 */
export function Implements<O extends AnyOperation>(operation: O) {
  return <M extends Implementation<O>>(target: object, name: string, descriptor: TypedPropertyDescriptor<M>): void => {
    Requested()(target, name, 0);
    Called()(target, name, 1);
    applyDecorators(
      ROUTE[operation.method](operation.path.replaceAll(/\{(\w+)\}/g, ':$1')),
      HttpCode(operation.status),
      SetMetadata(OPERATION, operation),
      UseInterceptors(OperationInterceptor),
    )(target, name, descriptor);
  };
}

function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}
