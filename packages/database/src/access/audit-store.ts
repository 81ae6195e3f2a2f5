import { newJobId } from '@kickoff/jobs';
import type { DataSource, EntityManager } from 'typeorm';
import { asDatabaseError } from '../connection/connection-error.js';
import { AuditRow } from '../entities/audit-entry.js';
import { databaseJson } from '../record/json.js';

export type AuditEntry = Omit<AuditRow, 'id' | 'at'>;

export interface AuditQuery {
  /** Entries before this one. */
  before?: string | undefined;
  operation?: string | undefined;
  keyId?: string | undefined;
  limit: number;
}

/** The `audit` table: who changed what through the control API. Only added to. */
export class AuditStore {
  constructor(private readonly dataSource: DataSource) {}

  /** With a manager, in its transaction. @throws DatabaseUnavailable */
  async add(entry: AuditEntry, manager: Pick<EntityManager, 'query'> = this.dataSource.manager): Promise<void> {
    const at = new Date();
    const { keyId, who, requestId, operation, target, before, after } = entry;
    await this.guarded(() =>
      manager.query(
        `INSERT INTO kickoff.audit (id, at, key_id, who, request_id, operation, target, before, after)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [newJobId(at.getTime()), at, keyId, who, requestId, operation, target, json(before), json(after)],
      ),
    );
  }

  /** Newest first. */
  async list({ before, operation, keyId, limit }: AuditQuery): Promise<AuditRow[]> {
    return this.guarded(() => {
      const query = this.entries.createQueryBuilder('entry').orderBy('entry.id', 'DESC').take(limit);
      if (before !== undefined) query.andWhere('entry.id < :before', { before });
      if (operation !== undefined) query.andWhere('entry.operation = :operation', { operation });
      if (keyId !== undefined) query.andWhere('entry.keyId = :keyId', { keyId });
      return query.getMany();
    });
  }

  private get entries() {
    return this.dataSource.getRepository(AuditRow);
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}

function json(value: unknown): string | null {
  return value === undefined ? null : databaseJson(value);
}
