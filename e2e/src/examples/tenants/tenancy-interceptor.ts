import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { JobContext } from '@kickoff/jobs';
import { Observable } from 'rxjs';
import { inTenant } from './tenancy.js';

/** The same around the handlers of a service. */
@Injectable()
export class TenancyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { carried } = context.switchToRpc().getContext<JobContext>();
    return new Observable((subscriber) =>
      inTenant(carried['tenant'] ?? 'nobody', () => next.handle().subscribe(subscriber)),
    );
  }
}
