import { resolve } from 'node:path';
import type { ApiClient } from '@kickoff/api-client';
import type { Broker } from '@kickoff/jobs';
import type { Environment } from '@kickoff/nest/settings';
import type { LoadedWorkload } from '@kickoff/nest';
import type { DataSource } from 'typeorm';
import type { Terminal } from './terminal.js';

/** What a command works with. Connections are made when they are first asked for, and closed by whoever made the context. */
export class CommandContext {
  private readonly closers: (() => Promise<unknown>)[] = [];
  private connecting: Promise<Broker> | undefined;
  private opening: Promise<DataSource> | undefined;

  constructor(
    /** With what the command line says in its place. */
    readonly environment: Environment,
    /** Whether one JSON document is asked for. */
    readonly isJson: boolean,
    readonly terminal: Terminal,
    /** Where relative paths and packages are looked up. */
    readonly folder: string,
  ) {}

  /**
   * @throws ConfigurationInvalid for a wrong setting, BrokerUnavailable when no server answers
   */
  broker(): Promise<Broker> {
    this.connecting ??= this.connect();
    return this.connecting;
  }

  /**
   * @throws ConfigurationInvalid for a wrong setting, DatabaseUnavailable when PostgreSQL does not answer
   */
  database(): Promise<DataSource> {
    this.opening ??= this.open();
    return this.opening;
  }

  /**
   * The control API with the caller's key. Its calls throw ApiProblem, which the command line explains; `answered` takes the
   * data out of them.
   *
   * @throws ConfigurationInvalid, UsageError when address or key is missing or wrong
   */
  async api(): Promise<ApiClient> {
    const [{ createApiClient }, { apiAccess }, { apiTransport }] = await Promise.all([
      import('@kickoff/api-client'),
      import('../api/api-access.js'),
      import('../api/api-transport.js'),
    ]);
    const access = await apiAccess(this.environment, (relative) => this.path(relative));
    return createApiClient({ ...access, fetch: apiTransport });
  }

  get hasDatabase(): boolean {
    return Boolean(this.environment['KICKOFF_DATABASE_URL']);
  }

  /** @throws ConfigurationInvalid naming the package that is not there or is no workload */
  async workloads(): Promise<LoadedWorkload[]> {
    const [{ loadWorkloads }, { parseSettings, workloadsSettings }] = await Promise.all([
      import('@kickoff/nest'),
      import('@kickoff/nest/settings'),
    ]);
    const { KICKOFF_WORKLOADS } = parseSettings(workloadsSettings, this.environment);
    return loadWorkloads(KICKOFF_WORKLOADS, await this.importEntry());
  }

  /** Imports entries of packages as files of the working folder would. */
  async importEntry(): Promise<(specifier: string) => Promise<unknown>> {
    const { importFrom } = await import('../workload/import-from.js');
    return importFrom(this.folder);
  }

  /** A path of the command line. */
  path(relative: string): string {
    return resolve(this.folder, relative);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.closers.map((close) => close()));
  }

  private async connect(): Promise<Broker> {
    const [{ Broker }, { brokerSettings, parseSettings }] = await Promise.all([
      import('@kickoff/jobs'),
      import('@kickoff/nest/settings'),
    ]);
    const settings = parseSettings(brokerSettings, this.environment);
    const broker = await Broker.connect({
      servers: settings.KICKOFF_NATS_URL,
      name: 'kickoff-cli',
      user: settings.KICKOFF_NATS_USER,
      pass: settings.KICKOFF_NATS_PASSWORD,
      prefix: settings.KICKOFF_PREFIX,
    });
    this.closers.push(() => broker.close());
    return broker;
  }

  private async open(): Promise<DataSource> {
    const [{ asDatabaseError, createDataSource }, { databaseSettings, parseSettings }] = await Promise.all([
      import('@kickoff/database'),
      import('@kickoff/nest/settings'),
    ]);
    const { KICKOFF_DATABASE_URL: url } = parseSettings(databaseSettings, this.environment);
    const dataSource = createDataSource({ url, name: 'kickoff-cli', poolSize: 2 });
    try {
      await dataSource.initialize();
    } catch (error) {
      throw asDatabaseError(error);
    }
    this.closers.push(() => dataSource.destroy());
    return dataSource;
  }
}
