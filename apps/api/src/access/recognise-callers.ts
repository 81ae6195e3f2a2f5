import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessKeyStore, isKey } from '@kickoff/database';
import { Unauthenticated } from '@kickoff/contracts';

/** Looks up who sends a request. What is public answers also those whose key is not good. */
export function recogniseCallers(app: NestFastifyApplication): void {
  const keys = app.get(AccessKeyStore);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request) => {
    const [, key] = /^Bearer (kk_.*)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (key === undefined) return;
    const row = isKey(key) ? await keys.find(key) : undefined;
    if (!row) {
      request.refusal = new Unauthenticated('the key is unknown, expired or revoked');
      return;
    }
    const { id: keyId, name, role, payloads, workloads } = row;
    request.caller = { keyId, name, role, payloads, workloads };
  });
}
