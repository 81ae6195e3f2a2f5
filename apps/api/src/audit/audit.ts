import { Inject, Injectable } from '@nestjs/common';
import type { AnyOperation } from '@kickoff/api-contract';
import { AuditStore } from '@kickoff/database';
import { SERVICE_CONTEXT, type ServiceContext } from '@kickoff/nest';
import type { Call } from '../operations/call.js';
import { API_PATH } from '../requests/api-path.js';

export interface Write {
  operation: AnyOperation;
  call: Call;
  url: string;
  /** What was changed, as it was. */
  before: unknown;
  answer: unknown;
}

/** Writes down every successful write. What cannot be stored goes to the log: the write has happened. */
@Injectable()
export class Audit {
  constructor(
    @Inject(AuditStore) private readonly entries: AuditStore,
    @Inject(SERVICE_CONTEXT) private readonly context: Pick<ServiceContext, 'log'>,
  ) {}

  async write({ operation, call: { caller, requestId }, url, before, answer }: Write): Promise<void> {
    if (operation.unaudited) return;
    const entry = {
      keyId: caller.keyId,
      who: caller.name,
      requestId,
      operation: operation.id,
      target: new URL(url, 'http://api').pathname.slice(API_PATH.length),
      before,
      after: withoutSecrets(operation, answer),
    };
    await this.entries.add(entry).catch((error: unknown) => {
      this.context.log.error({ err: error, audit: entry }, 'a write could not be added to the audit');
    });
  }
}

/** An answer as it may be kept. */
export function withoutSecrets({ secrets }: AnyOperation, answer: unknown): unknown {
  if (secrets.length === 0 || typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).filter(([name]) => !secrets.includes(name)));
}
