import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { Broker, type BrokerOptions } from '@kickoff/jobs';
import { connectDataSource } from '../connection/connect.js';
import { createDataSource } from '../connection/data-source.js';
import type { MigrationCounts } from '../migrations/run-migrations.js';
import type { MigrateSettings } from './migrate-settings.js';
import { migrate } from './migrate.js';
import { loadWorkloadSchemas, type ImportEntry } from './workload-schema.js';

const PATIENCE_MS = 60_000;
const RETRY_MS = 500;

export interface RunMigrateOptions {
  /** Default: `import`, as this package sees it. */
  importEntry?: ImportEntry;
  /** How long to wait for servers that are still starting. Default one minute. */
  patienceMs?: number;
}

/**
 * The migrate command: connects by the settings, applies everything, disconnects.
 *
 * @throws ConfigurationInvalid, BrokerUnavailable or DatabaseUnavailable when its patience is over; the error of a migration
 */
export async function runMigrate(
  settings: MigrateSettings,
  { importEntry, patienceMs = PATIENCE_MS }: RunMigrateOptions = {},
): Promise<MigrationCounts> {
  const packages = settings.KICKOFF_WORKLOADS.split(',').map((name) => name.trim());
  const workloads = await loadWorkloadSchemas(packages.filter(Boolean), importEntry);
  const dataSource = createDataSource({ url: settings.KICKOFF_DATABASE_URL, name: 'kickoff-migrate', poolSize: 2 });
  await waitForDatabase(dataSource, patienceMs);
  try {
    const options: BrokerOptions = {
      servers: settings.KICKOFF_NATS_URL.split(','),
      name: 'migrate',
      user: settings.KICKOFF_NATS_USER,
      pass: settings.KICKOFF_NATS_PASSWORD,
      prefix: settings.KICKOFF_PREFIX,
    };
    const broker = await connectPatiently(options, patienceMs);
    try {
      return await migrate({ dataSource, broker, workloads, replicas: settings.KICKOFF_STREAM_REPLICAS });
    } finally {
      await broker.close();
    }
  } finally {
    await dataSource.destroy();
  }
}

/** @throws DatabaseUnavailable that says what the last try failed with */
async function waitForDatabase(dataSource: DataSource, patienceMs: number): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  let failure: unknown;
  try {
    await connectDataSource(dataSource, { signal, onWaiting: (error) => (failure = error) });
  } catch (error) {
    throw signal.aborted ? (failure ?? error) : error;
  }
}

async function connectPatiently(options: BrokerOptions, patienceMs: number): Promise<Broker> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return await Broker.connect(options);
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(RETRY_MS);
    }
  }
}
