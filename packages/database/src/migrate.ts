import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import { Broker, type BrokerOptions } from '@kickoff/jobs';
import { connectDataSource } from './connection/connect.js';
import { createDataSource } from './connection/data-source.js';
import { migrate } from './migrate/migrate.js';
import { parseMigrateSettings } from './migrate/migrate-settings.js';
import { loadWorkloadSchemas } from './migrate/workload-schema.js';

/** The migrate command: applies everything, prints what it did, ends. Waits a while for servers that are still starting. */

const PATIENCE_MS = 60_000;
const RETRY_MS = 500;

async function main(): Promise<void> {
  const settings = parseMigrateSettings();
  const packages = settings.KICKOFF_WORKLOADS.split(',').map((name) => name.trim());
  const workloads = await loadWorkloadSchemas(packages.filter(Boolean));
  const dataSource = createDataSource({ url: settings.KICKOFF_DATABASE_URL, name: 'kickoff-migrate', poolSize: 2 });
  await connectDataSource(dataSource, { signal: AbortSignal.timeout(PATIENCE_MS) });
  try {
    const broker = await connectPatiently({
      servers: settings.KICKOFF_NATS_URL.split(','),
      name: 'migrate',
      user: settings.KICKOFF_NATS_USER,
      pass: settings.KICKOFF_NATS_PASSWORD,
      prefix: settings.KICKOFF_PREFIX,
    });
    try {
      const counts = await migrate({ dataSource, broker, workloads, replicas: settings.KICKOFF_STREAM_REPLICAS });
      const applied = counts.applied.length > 0 ? counts.applied.join(', ') : 'nothing new';
      process.stdout.write(`migrate: ${applied}; streams, buckets and consumers are in place\n`);
    } finally {
      await broker.close();
    }
  } finally {
    await dataSource.destroy();
  }
}

async function connectPatiently(options: BrokerOptions): Promise<Broker> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await Broker.connect(options);
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(RETRY_MS);
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
