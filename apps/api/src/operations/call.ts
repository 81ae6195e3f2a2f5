import type { AnyOperation, RequestOf } from '@kickoff/api-contract';
import type { Caller } from '../access/caller.js';

/** Who asks, and under which name: what a controller's method gets besides its request. */
export interface Call {
  caller: Caller;
  /** Of the `X-Request-Id` header. */
  requestId: string;
  /** Set when the request has an `Idempotency-Key`: the same in every try of it. */
  once: { id: string; firstAt: Date } | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Validated; set while an operation runs. */
    operationRequest?: RequestOf<AnyOperation>;
    call?: Call;
  }
}
