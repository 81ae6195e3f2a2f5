import { IdempotencyKeyInUse, IdempotencyKeyReused } from '@kickoff/contracts';
import type { DataSource } from 'typeorm';
import { asDatabaseError } from '../connection/connection-error.js';
import { IdempotentRequestRow } from '../entities/idempotent-request.js';
import { databaseJson } from '../record/json.js';
import { CLAIM_REQUEST_SQL } from './claim-request.sql.js';

/** A request by its caller's key and its idempotency key. */
export interface RequestKey {
  keyId: string;
  idempotencyKey: string;
}

/** What to do: run the request, which was first tried at `firstAt`, or answer what it was answered. */
export type Claim = { kind: 'run'; firstAt: Date } | { kind: 'answered'; answer: unknown };

/** A process that has not answered by then is taken for dead. */
const LEFT_AFTER_MS = 60_000;

/** The `idempotent_requests` table: each request is done once in 24 hours, however often it is sent. */
export class IdempotentRequests {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws IdempotencyKeyReused, IdempotencyKeyInUse, DatabaseUnavailable */
  async claim(key: RequestKey, fingerprint: Buffer): Promise<Claim> {
    return this.guarded(async () => {
      const [claimed] = await this.dataSource.query<{ first_at: Date }[]>(CLAIM_REQUEST_SQL, [
        key.keyId,
        key.idempotencyKey,
        fingerprint,
        LEFT_AFTER_MS,
      ]);
      if (claimed) return { kind: 'run', firstAt: claimed.first_at };
      const row = await this.requests.findOneBy({ ...key });
      if (row && !row.fingerprint.equals(fingerprint)) {
        throw new IdempotencyKeyReused(
          'this Idempotency-Key was used for another request within the last 24 hours; take a new one for a new request',
        );
      }
      if (!row?.answeredAt)
        throw new IdempotencyKeyInUse('the first request with this Idempotency-Key is still running');
      return { kind: 'answered', answer: row.answer };
    });
  }

  /** Keeps the answer for those who ask again. */
  async answered(key: RequestKey, answer: unknown): Promise<void> {
    await this.guarded(() =>
      this.dataSource.query(
        `UPDATE kickoff.idempotent_requests SET answer = $3, answered_at = now() WHERE key_id = $1 AND idempotency_key = $2`,
        [key.keyId, key.idempotencyKey, databaseJson(answer ?? null)],
      ),
    );
  }

  /** Nothing was done: the key is free for any request. */
  async forget(key: RequestKey): Promise<void> {
    await this.guarded(() => this.requests.delete({ ...key }));
  }

  /** It is not known what was done: only the same request may be tried again. */
  async release(key: RequestKey): Promise<void> {
    await this.guarded(() => this.requests.update({ ...key }, { claimedAt: null }));
  }

  /** Deletes what is older than 24 hours. */
  async sweep(): Promise<number> {
    const [, deleted] = await this.guarded(() =>
      this.dataSource.query<[unknown, number]>(
        `DELETE FROM kickoff.idempotent_requests WHERE first_at < now() - interval '24 hours'`,
      ),
    );
    return deleted;
  }

  private get requests() {
    return this.dataSource.getRepository(IdempotentRequestRow);
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}
