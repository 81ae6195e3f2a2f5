import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { firstIdAt } from '../record/first-id.js';

/**
 * Day partitions of the record. A UUIDv7 begins with 48 bits of milliseconds, so a day is a range of ids. Rows of days
 * without a partition (very old or future ids) go to the default partition; they move when their day gets one.
 */

const TABLES = [
  { table: 'job_states', column: 'id' },
  { table: 'job_envelopes', column: 'id' },
  { table: 'job_history', column: 'job_id' },
  { table: 'dead_letters', column: 'id' },
] as const;
const DAY_MS = 86_400_000;
/** A second process that creates the same day waits for the first. */
const LOCK_KEY = 4_711_002;
/** Below PostgreSQL's deadlock_timeout of a second, so that whoever reads the tables in another order is never the one to fail. */
const DROP_WAITS_MS = 500;
const LOCK_NOT_AVAILABLE = '55P03';

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
        const [from, to] = [firstIdAt(day * DAY_MS), firstIdAt((day + 1) * DAY_MS)];
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

/** Days that have a partition, as days since the epoch, oldest first. */
export async function partitionedDays(dataSource: DataSource): Promise<number[]> {
  const rows = await dataSource.query<{ day: string }[]>(
    `SELECT right(child.relname, 8) AS day FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = 'kickoff.job_states'::regclass AND child.relname <> 'job_states_default' ORDER BY 1`,
  );
  return rows.map(({ day }) => Date.parse(day.replace(/(....)(..)(..)/, '$1-$2-$3')) / DAY_MS);
}

/**
 * Drops a day of the record, unless something in it has not ended or ended at or after `keepFrom` (milliseconds since the
 * epoch). It needs the tables for itself for a moment, and gives up rather than hold up others: the next try is as good.
 *
 * @returns whether the day is gone
 */
export async function dropDay(dataSource: DataSource, day: number, keepFrom: number): Promise<boolean> {
  if ((day + 1) * DAY_MS > keepFrom) return false;
  try {
    return await dataSource.transaction(async (manager) => {
      await manager.query(`SET LOCAL lock_timeout = ${DROP_WAITS_MS}`);
      await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY]);
      const states = partitionName('job_states', day);
      if (!(await exists(manager, states))) return false;
      const isKept = () =>
        manager
          .query<unknown[]>(`SELECT FROM kickoff.${states} WHERE rank < 3 OR state_at >= $1 LIMIT 1`, [
            new Date(keepFrom),
          ])
          .then((rows) => rows.length > 0);
      // Without the locks first: most days that stay are seen to stay.
      if (await isKept()) return false;
      await manager.query(
        `LOCK TABLE ${TABLES.map(({ table }) => `kickoff.${table}`).join(', ')} IN ACCESS EXCLUSIVE MODE`,
      );
      if (await isKept()) return false;
      for (const { table } of TABLES) await manager.query(`DROP TABLE kickoff.${partitionName(table, day)}`);
      return true;
    });
  } catch (error) {
    if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === LOCK_NOT_AVAILABLE)
      return false;
    throw error;
  }
}

function partitionName(table: string, day: number): string {
  return `${table}_${new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

/** Asks the catalogue itself: to_regclass answers from a cache that does not notice what the holder of our lock committed. */
async function exists(manager: EntityManager, name: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'kickoff' AND c.relname = $1`,
    [name],
  );
  return rows.length > 0;
}
