import type { DataSource } from 'typeorm';
import { platformWorkload } from '@kickoff/contracts';
import { applyTopology, type Broker } from '@kickoff/jobs';
import { withAdvisoryLock } from '../migrations/advisory-lock.js';
import { ensurePartitions } from '../migrations/partitions.js';
import { PLATFORM_MIGRATIONS } from '../migrations/platform-migrations.js';
import { runMigrations, type MigrationCounts } from '../migrations/run-migrations.js';
import type { WorkloadSchema } from './workload-schema.js';

export interface MigrateOptions {
  dataSource: DataSource;
  broker: Broker;
  workloads: readonly WorkloadSchema[];
  /** Copies of every stream. Default 1. */
  replicas?: number;
}

const TOPOLOGY_LOCK_KEY = 4_711_003;

/**
 * Makes PostgreSQL and NATS what this version needs: the platform's schema, the workloads' schemas, streams, buckets and
 * consumers. Idempotent; commands that run at once do so one after the other.
 */
export async function migrate({ dataSource, broker, workloads, replicas }: MigrateOptions): Promise<MigrationCounts> {
  const sets = workloads.flatMap(({ database }) => database ?? []);
  const counts = await runMigrations(dataSource, [PLATFORM_MIGRATIONS, ...sets]);
  await ensurePartitions(dataSource, { now: Date.now() });
  await withAdvisoryLock(dataSource, TOPOLOGY_LOCK_KEY, () =>
    applyTopology(broker, [platformWorkload, ...workloads.map(({ workload }) => workload)], { replicas }),
  );
  return counts;
}
