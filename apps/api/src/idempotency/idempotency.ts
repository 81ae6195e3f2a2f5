import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { IdempotencyKey, type AnyOperation } from '@kickoff/api-contract';
import { KickoffError, RequestInvalid } from '@kickoff/contracts';
import { IdempotentRequests } from '@kickoff/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withoutSecrets } from '../audit/audit.js';
import type { Call } from '../operations/call.js';

export interface Repeatable {
  operation: AnyOperation;
  http: Pick<FastifyRequest, 'headers' | 'url' | 'body'>;
  reply: FastifyReply;
  call: Call;
}

/** Does a request with an `Idempotency-Key` once, and answers it again as the first time. */
@Injectable()
export class Idempotency {
  constructor(@Inject(IdempotentRequests) private readonly requests: IdempotentRequests) {}

  /** @throws IdempotencyKeyReused, IdempotencyKeyInUse, and whatever `run` throws */
  async once({ operation, http, reply, call }: Repeatable, run: () => Promise<unknown>): Promise<unknown> {
    const header = http.headers['idempotency-key'];
    if (header === undefined) return run();
    const idempotencyKey = IdempotencyKey.safeParse(header);
    if (!idempotencyKey.success)
      throw new RequestInvalid(operation.id, [
        { path: 'header.Idempotency-Key', message: 'must have 1 to 255 characters' },
      ]);
    const key = { keyId: call.caller.keyId, idempotencyKey: idempotencyKey.data };
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([operation.id, http.url, http.body ?? null]))
      .digest();
    const claim = await this.requests.claim(key, fingerprint);
    if (claim.kind === 'answered') {
      void reply.header('Idempotency-Replayed', 'true');
      return claim.answer;
    }
    call.once = { id: `${key.keyId} ${key.idempotencyKey}`, firstAt: claim.firstAt };
    try {
      const answer = await run();
      await this.requests.answered(key, withoutSecrets(operation, answer));
      return answer;
    } catch (error) {
      // A mistake of the caller has changed nothing. After anything else only the same request may be tried again.
      const changedNothing = error instanceof KickoffError && error.fault === 'caller';
      await (changedNothing ? this.requests.forget(key) : this.requests.release(key)).catch(() => undefined);
      throw error;
    }
  }
}
