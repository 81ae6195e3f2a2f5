import type { JobState } from '@kickoff/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditStore } from '../access/audit-store.js';
import { asDatabaseError } from '../connection/connection-error.js';
import { JobStateRow } from '../entities/job-state.js';
import { databaseJson } from '../record/json.js';
import { OperationRow, type Reasons } from '../entities/operation.js';

/** What is asked for. */
export type NewOperation = Pick<
  OperationRow,
  'id' | 'action' | 'filter' | 'asked' | 'askedAt' | 'keyId' | 'who' | 'requestId' | 'total'
>;

/** An operation, with where its job stands. */
export interface StoredOperation extends OperationRow {
  state: JobState;
}

/** What became of some jobs. */
export interface Progress {
  /** Where the search goes on. */
  cursor: string;
  done: number;
  skipped: Reasons;
  failed: Reasons;
}

export interface OperationQuery {
  /** Operations before this one. */
  before?: string | undefined;
  limit: number;
}

/** The `operations` table. */
export class OperationStore {
  private readonly audit: AuditStore;

  constructor(private readonly dataSource: DataSource) {
    this.audit = new AuditStore(dataSource);
  }

  /** Within the caller's transaction; what is stored already stays as it is. */
  async add(manager: EntityManager, operation: NewOperation): Promise<void> {
    const { id, action, filter, asked, askedAt, keyId, who, requestId, total } = operation;
    await manager.query(
      `INSERT INTO kickoff.operations (id, action, filter, asked, asked_at, key_id, who, request_id, total, cursor)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $1) ON CONFLICT DO NOTHING`,
      [id, databaseJson(action), databaseJson(filter), databaseJson(asked), askedAt, keyId, who, requestId, total],
    );
  }

  /** @throws DatabaseUnavailable */
  async find(id: string): Promise<StoredOperation | undefined> {
    const [operation] = await this.read((query) => query.where('operation.id = :id', { id }));
    return operation;
  }

  /** Newest first. @throws DatabaseUnavailable */
  async list({ before, limit }: OperationQuery): Promise<StoredOperation[]> {
    return this.read((query) => {
      query.orderBy('operation.id', 'DESC').take(limit);
      if (before !== undefined) query.where('operation.id < :before', { before });
      return query;
    });
  }

  /**
   * Adds what became of the jobs down to a new cursor.
   *
   * @returns false when somebody else has gone on from the old cursor: then nothing is changed
   */
  async advance({ id, cursor }: Pick<OperationRow, 'id' | 'cursor'>, progress: Progress): Promise<boolean> {
    return this.guarded(async () => {
      const { affected } = await this.dataSource.getRepository(OperationRow).update({ id, cursor }, progress);
      return affected === 1;
    });
  }

  /**
   * Ends it where it stands, and writes down in the audit what has come of it, in one transaction.
   *
   * @returns true for the one call that ends it
   */
  async end({ id, cursor, ...operation }: StoredOperation): Promise<boolean> {
    const { keyId, who, requestId, action, asked, total, done, skipped, failed, state } = operation;
    return this.guarded(() =>
      this.dataSource.transaction(async (manager) => {
        const { affected } = await manager
          .createQueryBuilder()
          .update(OperationRow)
          .set({ endedAt: new Date(), cursor })
          .where('id = :id AND ended_at IS NULL', { id })
          .execute();
        if (affected !== 1) return false;
        const entry = {
          keyId,
          who,
          requestId,
          operation: 'endOperation',
          target: `/operations/${id}`,
          before: { action, filter: asked, total },
          after: { state, done, skipped, failed },
        };
        await this.audit.add(entry, manager);
        return true;
      }),
    );
  }

  /** Takes back an end before all was looked at: the operation's dead job is being run again. */
  async reopen(id: string): Promise<void> {
    await this.guarded(() => this.dataSource.getRepository(OperationRow).update({ id }, { endedAt: null }));
  }

  /** Those whose job has ended, and that nobody has ended with it. */
  async orphaned(): Promise<StoredOperation[]> {
    return this.read((query) => query.where('operation.ended_at IS NULL AND job.rank = 3'));
  }

  private async read(
    choose: (query: ReturnType<OperationStore['query']>) => ReturnType<OperationStore['query']>,
  ): Promise<StoredOperation[]> {
    return this.guarded(async () => {
      const { entities, raw } = await choose(this.query()).getRawAndEntities<{ state: JobState | null }>();
      // The record follows: a job that it does not know yet has just been enqueued.
      return entities.map((entity, index) =>
        Object.assign(entity, { state: raw[index]!.state ?? ('queued' as const) }),
      );
    });
  }

  private query() {
    return this.dataSource
      .getRepository(OperationRow)
      .createQueryBuilder('operation')
      .leftJoin(JobStateRow, 'job', 'job.id = operation.id')
      .addSelect('job.state', 'state');
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}
