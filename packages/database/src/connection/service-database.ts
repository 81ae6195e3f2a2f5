import { DataSource } from 'typeorm';
import { ConfigurationInvalid, DatabaseUnavailable } from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';
import type { MigrationSet } from '../migrations/migration.js';
import { PLATFORM_MIGRATIONS } from '../migrations/platform-migrations.js';
import { checkMigrations } from '../migrations/run-migrations.js';
import { PostgresRecordLookup } from '../transactions/record-lookup.js';
import { TypeOrmTransactions } from '../transactions/typeorm-transactions.js';
import { asDatabaseError, isConnectionError } from './connection-error.js';
import { createDataSource } from './data-source.js';

/** The part of a service's context that its database needs. */
export interface ServiceDatabaseContext {
  /** Name of the service, shown in `pg_stat_activity`. */
  name: string;
  settings: { KICKOFF_DATABASE_URL: string; KICKOFF_DATABASE_POOL: number };
  workloads: readonly { manifest: { database?: MigrationSet & { entities: readonly (new () => object)[] } } }[];
  broker: Broker;
}

/** Refused as who we are (28) or for a database that is not there (3D): no later try goes better. */
const WRONG_SETTING = /^(28|3D)/;

/**
 * PostgreSQL as services use it: one pool with the entities of the platform and of the loaded workloads, the
 * transactions of handlers, the record, and a check that connects when it can. Services inject `DataSource`; it is there
 * before the connection is, and says `DatabaseUnavailable` until then.
 */
export class ServiceDatabase {
  readonly dataSource: DataSource;
  readonly providers: readonly { provide: typeof DataSource; useValue: DataSource }[];
  readonly transactions: TypeOrmTransactions;
  readonly record: PostgresRecordLookup;
  private readonly migrations: readonly MigrationSet[];
  private opening: Promise<void> | undefined;
  private migrated = false;
  private closed = false;

  constructor({ name, settings, workloads, broker }: ServiceDatabaseContext) {
    const databases = workloads.flatMap(({ manifest }) => manifest.database ?? []);
    this.dataSource = createDataSource({
      url: settings.KICKOFF_DATABASE_URL,
      poolSize: settings.KICKOFF_DATABASE_POOL,
      entities: databases.flatMap(({ entities }) => entities),
      name: `kickoff-${name}`,
    });
    this.providers = [{ provide: DataSource, useValue: this.dataSource }];
    this.migrations = [PLATFORM_MIGRATIONS, ...databases];
    this.transactions = new TypeOrmTransactions(this.dataSource, broker.connection);
    this.record = new PostgresRecordLookup(this.dataSource);
  }

  isOutage(error: unknown): boolean {
    return isConnectionError(error);
  }

  /** `DatabaseUnavailable` for whatever a lost connection throws; other errors as they are. */
  translate(error: unknown): unknown {
    return asDatabaseError(error);
  }

  /**
   * Connects when it is not connected yet, then asks for a sign of life.
   *
   * @throws ConfigurationInvalid when PostgreSQL refuses the settings or has a schema that this version does not know
   * @throws DatabaseUnavailable while it is away or its migrations are missing
   */
  async check(): Promise<void> {
    if (!this.dataSource.isInitialized) {
      // A slow attempt outlasts the caller's patience; the next check waits for the same one.
      this.opening ??= this.open().finally(() => {
        this.opening = undefined;
      });
      await this.opening;
    }
    try {
      await this.dataSource.query('SELECT 1');
      this.migrated ||= (await checkMigrations(this.dataSource, this.migrations)) === 'ready';
    } catch (error) {
      throw asDatabaseError(error);
    }
    if (!this.migrated) throw new DatabaseUnavailable('migrations are missing; the migrate command applies them');
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.opening?.catch(() => undefined);
    await this.transactions.settled();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async open(): Promise<void> {
    try {
      await this.dataSource.initialize();
    } catch (error) {
      throw refusal(error) ?? asDatabaseError(error);
    }
    if (this.closed) await this.dataSource.destroy();
  }
}

/** For `runService({ database: serviceDatabase })`. */
export function serviceDatabase(context: ServiceDatabaseContext): ServiceDatabase {
  return new ServiceDatabase(context);
}

function refusal(error: unknown): ConfigurationInvalid | undefined {
  if (!(error instanceof Error) || !('code' in error) || !WRONG_SETTING.test(String(error.code))) return undefined;
  return new ConfigurationInvalid('KICKOFF_DATABASE_URL', `is refused by PostgreSQL: ${error.message}`);
}
