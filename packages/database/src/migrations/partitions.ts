import type { DataSource, EntityManager } from 'typeorm';

/**
 * Day partitions of the record. A UUIDv7 begins with 48 bits of milliseconds, so a day is a range of ids. Rows of days
 * without a partition (very old or future ids) go to the default partition; they move when their day gets one.
 */

const TABLES = [
  { table: 'job_envelopes', column: 'id' },
  { table: 'job_states', column: 'id' },
  { table: 'job_history', column: 'job_id' },
] as const;
const DAY_MS = 86_400_000;
/** A second process that creates the same day waits for the first. */
const LOCK_KEY = 4_711_002;

export interface PartitionOptions {
  /** Milliseconds since the epoch. */
  now: number;
  /** Days from today that have a partition, today included. Default 8. */
  daysAhead?: number;
}

/** Creates the partitions of yesterday, today and the days ahead where they are missing; returns the names of new ones. */
export async function ensurePartitions(
  dataSource: DataSource,
  { now, daysAhead = 8 }: PartitionOptions,
): Promise<string[]> {
  const today = Math.floor(now / DAY_MS);
  const created: string[] = [];
  for (let day = today - 1; day < today + daysAhead; day += 1) {
    for (const { table, column } of TABLES) {
      const name = partitionName(table, day);
      if (await exists(dataSource.manager, name)) continue;
      await dataSource.transaction(async (manager) => {
        await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY]);
        if (await exists(manager, name)) return;
        const [from, to] = [firstIdOf(day), firstIdOf(day + 1)];
        await manager.query(`CREATE TABLE kickoff.${name} (LIKE kickoff.${table} INCLUDING ALL)`);
        await manager.query(`LOCK TABLE kickoff.${table}_default IN ACCESS EXCLUSIVE MODE`);
        await manager.query(
          `WITH moved AS (DELETE FROM kickoff.${table}_default WHERE ${column} >= '${from}' AND ${column} < '${to}' RETURNING *)
           INSERT INTO kickoff.${name} SELECT * FROM moved`,
        );
        await manager.query(
          `ALTER TABLE kickoff.${table} ATTACH PARTITION kickoff.${name} FOR VALUES FROM ('${from}') TO ('${to}')`,
        );
        created.push(name);
      });
    }
  }
  return created;
}

function partitionName(table: string, day: number): string {
  return `${table}_${new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

function firstIdOf(day: number): string {
  const hex = (day * DAY_MS).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Asks the catalogue itself: to_regclass answers from a cache that does not notice what the holder of our lock committed. */
async function exists(manager: EntityManager, name: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'kickoff' AND c.relname = $1`,
    [name],
  );
  return rows.length > 0;
}
