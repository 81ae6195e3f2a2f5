import { Catch, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { throwError } from 'rxjs';

/**
 * The last filter of a job: what a handler threw reaches the worker as the very same object. Nest's own last filter
 * would turn it into `{ status: 'error', message: 'Internal server error' }`, and retry policies that look at classes
 * would see none. Requests over HTTP keep Nest's behaviour.
 */
@Catch()
export class KeepErrorClass extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): unknown {
    return host.getType() === 'rpc' ? throwError(() => error) : super.catch(error, host);
  }
}
