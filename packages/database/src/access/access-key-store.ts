import type { Role } from '@kickoff/contracts';
import { NameTaken } from '@kickoff/contracts';
import { newJobId } from '@kickoff/jobs';
import { QueryFailedError, type DataSource } from 'typeorm';
import { asDatabaseError } from '../connection/connection-error.js';
import { ApiKeyRow } from '../entities/api-key.js';
import { withAdvisoryLock } from '../migrations/advisory-lock.js';
import { keyHash, keyStart, newKey } from './access-key.js';

/** What a key may do. */
export interface KeyRights {
  role: Role;
  payloads: boolean;
  workloads: readonly string[];
}

export interface NewAccessKey extends KeyRights {
  name: string;
  createdBy: string;
  expiresAt?: Date | undefined;
}

/** Replicas that start at once must not each make a first key. */
const FIRST_KEY_LOCK = 4_711_002;
const UNIQUE_VIOLATION = '23505';
/** Using a key writes at most once in this time. */
const USED_STEP = '1 minute';

/** The `api_keys` table. */
export class AccessKeyStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The key that this text is, while it is neither expired nor revoked. Notes its use.
   *
   * @throws DatabaseUnavailable
   */
  async find(key: string): Promise<ApiKeyRow | undefined> {
    return this.guarded(async () => {
      const row = await this.keys.findOneBy({ hash: keyHash(key) });
      if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= new Date())) return undefined;
      if (!row.lastUsedAt || row.lastUsedAt.getTime() < Date.now() - 60_000) await this.noteUse(row.id);
      return row;
    });
  }

  async get(id: string): Promise<ApiKeyRow | undefined> {
    return this.guarded(async () => (await this.keys.findOneBy({ id })) ?? undefined);
  }

  /** Newest first, those before `before`. */
  async list({ before, limit }: { before?: string | undefined; limit: number }): Promise<ApiKeyRow[]> {
    return this.guarded(() => {
      const query = this.keys.createQueryBuilder('key').orderBy('key.id', 'DESC').take(limit);
      if (before !== undefined) query.where('key.id < :before', { before });
      return query.getMany();
    });
  }

  /** @throws NameTaken */
  async create(wanted: NewAccessKey, key = newKey()): Promise<{ row: ApiKeyRow; key: string }> {
    const row = Object.assign(new ApiKeyRow(), {
      id: newJobId(Date.now()),
      ...wanted,
      workloads: [...wanted.workloads],
      start: keyStart(key),
      hash: keyHash(key),
      createdAt: new Date(),
      expiresAt: wanted.expiresAt ?? null,
      revokedAt: null,
      lastUsedAt: null,
    });
    await this.guarded(() => this.keys.insert(row)).catch((error: unknown) => {
      if (isUniqueViolation(error)) throw new NameTaken(`there is a key named ${JSON.stringify(wanted.name)} already`);
      throw error;
    });
    return { row, key };
  }

  /** Ends it; one that has ended stays as it is. Undefined when there is none. */
  async revoke(id: string): Promise<ApiKeyRow | undefined> {
    await this.guarded(() =>
      this.dataSource.query('UPDATE kickoff.api_keys SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL', [
        id,
      ]),
    );
    return this.get(id);
  }

  /** Gives a key that has not been revoked another secret. Undefined when there is none. */
  async rotate(id: string): Promise<{ row: ApiKeyRow; key: string } | undefined> {
    const key = newKey();
    const [, changed] = await this.guarded(() =>
      this.dataSource.query<[unknown, number]>(
        'UPDATE kickoff.api_keys SET hash = $2, start = $3 WHERE id = $1 AND revoked_at IS NULL',
        [id, keyHash(key), keyStart(key)],
      ),
    );
    const row = changed === 1 ? await this.get(id) : undefined;
    return row && { row, key };
  }

  /** Makes the first key of an installation; undefined when there is one already. Only one of several callers makes it. */
  async createFirst(wanted: NewAccessKey, key?: string): Promise<{ row: ApiKeyRow; key: string } | undefined> {
    return this.guarded(() =>
      withAdvisoryLock(this.dataSource, FIRST_KEY_LOCK, async () => {
        if (await this.keys.exists()) return undefined;
        return this.create(wanted, key);
      }),
    );
  }

  private async noteUse(id: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE kickoff.api_keys SET last_used_at = now()
       WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '${USED_STEP}')`,
      [id],
    );
  }

  private get keys() {
    return this.dataSource.getRepository(ApiKeyRow);
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof QueryFailedError && (error.driverError as { code?: string }).code === UNIQUE_VIOLATION;
}
