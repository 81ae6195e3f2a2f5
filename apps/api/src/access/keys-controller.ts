import { Controller, Inject } from '@nestjs/common';
import {
  createKey,
  getKey,
  listKeys,
  revokeKey,
  rotateKey,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { NotFound } from '@kickoff/contracts';
import { AccessKeyStore, type ApiKeyRow } from '@kickoff/database';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { pageOf } from '../operations/page-of.js';
import { API_PATH } from '../requests/api-path.js';

/** The keys of this API. */
@Controller(API_PATH)
export class KeysController {
  constructor(@Inject(AccessKeyStore) private readonly keys: AccessKeyStore) {}

  @Implements(listKeys)
  async listKeys({ query }: RequestOf<typeof listKeys>): Promise<AnswerOf<typeof listKeys>> {
    return pageOf(listKeys, query, (page) => this.keys.list(page), shown);
  }

  @Implements(getKey)
  async getKey({ params: { id } }: RequestOf<typeof getKey>): Promise<AnswerOf<typeof getKey>> {
    return shown(found(id, await this.keys.get(id)));
  }

  @Implements(createKey)
  async createKey({ body }: RequestOf<typeof createKey>, { caller }: Call): Promise<AnswerOf<typeof createKey>> {
    const expiresAt = body.expiresAt === undefined ? undefined : new Date(body.expiresAt);
    const { row, key } = await this.keys.create({ ...body, expiresAt, createdBy: caller.name });
    return { ...shown(row), key };
  }

  @Implements(revokeKey)
  async revokeKey({ params: { id } }: RequestOf<typeof revokeKey>): Promise<AnswerOf<typeof revokeKey>> {
    return shown(found(id, await this.keys.revoke(id)));
  }

  @Implements(rotateKey)
  async rotateKey({ params: { id } }: RequestOf<typeof rotateKey>): Promise<AnswerOf<typeof rotateKey>> {
    const { row, key } = found(id, await this.keys.rotate(id));
    return { ...shown(row), key };
  }
}

function found<T>(id: string, value: T | undefined): T {
  if (value === undefined) throw new NotFound(`there is no key ${id}, or it is revoked`);
  return value;
}

function shown({
  id,
  name,
  start,
  role,
  payloads,
  workloads,
  createdBy,
  ...times
}: ApiKeyRow): AnswerOf<typeof getKey> {
  return {
    id,
    name,
    start,
    role,
    payloads,
    workloads,
    createdBy,
    createdAt: times.createdAt.toISOString(),
    expiresAt: times.expiresAt?.toISOString() ?? null,
    revokedAt: times.revokedAt?.toISOString() ?? null,
    lastUsedAt: times.lastUsedAt?.toISOString() ?? null,
  };
}
