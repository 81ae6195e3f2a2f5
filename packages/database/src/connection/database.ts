import { DataSource, type EntityManager } from 'typeorm';
import { DatabaseUnavailable } from '@kickoff/contracts';

/**
 * PostgreSQL as workloads ask it. A service without a database (the gateway) loads them too, and never asks.
 *
 * Every call throws DatabaseUnavailable there.
 */
export class Database {
  constructor(private readonly dataSource: DataSource | undefined) {}

  /** Rows of one statement outside of transactions. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const result: unknown = await this.connected().query(sql, [...parameters]);
    // TypeORM answers an UPDATE or DELETE with rows and their count, everything else with rows.
    if (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number') {
      return result[0] as Row[];
    }
    return result as Row[];
  }

  /** Commits when `work` resolves, else rolls back. Inside a handler, `job.transaction` is what runs once. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.connected().transaction(work);
  }

  private connected(): DataSource {
    if (!this.dataSource) throw new DatabaseUnavailable('this service has no PostgreSQL');
    return this.dataSource;
  }
}

/** For `providers` of a manifest; its classes then inject `Database`. */
export const DATABASE_PROVIDER = {
  provide: Database,
  inject: [{ token: DataSource, optional: true }],
  useFactory: (dataSource: DataSource | undefined) => new Database(dataSource),
};
