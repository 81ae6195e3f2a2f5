import type { DataSource, QueryRunner } from 'typeorm';
import { ConfigurationInvalid } from '@kickoff/contracts';
import { withAdvisoryLock } from './advisory-lock.js';
import type { Migration, MigrationClass, MigrationSet } from './migration.js';

/** Applies the missing migrations of sets, and tells services whether the schema suits them. */

/** One key for every migrate command of a database, so that two that run at once do so one after the other. */
const LOCK_KEY = 4_711_001;

/** An applied migration as the set's `migrations` table keeps it. */
interface AppliedMigration {
  name: string;
  breaking: boolean;
}

export interface MigrationDifferences {
  /** Not applied yet. */
  missing: AppliedMigration[];
  /** Applied by a newer version. */
  foreign: AppliedMigration[];
}

/** Names of migrations by what became of them, `<schema>/<name>`. */
export interface MigrationCounts {
  applied: string[];
  present: string[];
}

/**
 * Applies what is missing, each migration in a transaction of its own, so that a failure keeps those before it.
 * Idempotent; waits for another migrate command that runs at the same time.
 *
 * @throws the error of the migration that failed
 */
export async function runMigrations(dataSource: DataSource, sets: readonly MigrationSet[]): Promise<MigrationCounts> {
  const counts: MigrationCounts = { applied: [], present: [] };
  await withAdvisoryLock(dataSource, LOCK_KEY, async (runner) => {
    for (const set of sets) await runSet(runner, set, counts);
  });
  return counts;
}

/**
 * Whether a service with this code may use the database: `pending` while migrations are missing (wait for the migrate
 * command), `ready` otherwise.
 *
 * @throws ConfigurationInvalid when the database has a breaking migration that this code does not know
 */
export async function checkMigrations(
  dataSource: DataSource,
  sets: readonly MigrationSet[],
): Promise<'ready' | 'pending'> {
  const { missing, foreign } = await migrationDifferences(dataSource, sets);
  const newer = foreign.find(({ breaking }) => breaking);
  if (newer) {
    throw new ConfigurationInvalid(
      'KICKOFF_DATABASE_URL',
      `names a database with breaking migration ${newer.name}, which this version does not know; deploy a newer version`,
    );
  }
  // A missing compatible migration only adds; code that needs what it adds is deployed after the command ran.
  return missing.some(({ breaking }) => breaking) ? 'pending' : 'ready';
}

/** What the database lacks of the sets, and what it has that they do not know. Names are `<schema>/<name>`. */
export async function migrationDifferences(
  dataSource: DataSource,
  sets: readonly MigrationSet[],
): Promise<MigrationDifferences> {
  const differences: MigrationDifferences = { missing: [], foreign: [] };
  for (const { schema, migrations } of sets) {
    const applied = await appliedMigrations(dataSource, schema);
    const known = migrations.map((migration) => ({ name: nameOf(migration), breaking: isBreaking(migration) }));
    const lacks = (others: readonly AppliedMigration[]) => (one: AppliedMigration) =>
      !others.some(({ name }) => name === one.name);
    const full = ({ name, breaking }: AppliedMigration) => ({ name: `${schema}/${name}`, breaking });
    differences.missing.push(...known.filter(lacks(applied)).map(full));
    differences.foreign.push(...applied.filter(lacks(known)).map(full));
  }
  return differences;
}

async function runSet(
  runner: QueryRunner,
  { schema, migrations }: MigrationSet,
  counts: MigrationCounts,
): Promise<void> {
  const table = `${quote(schema)}.migrations`;
  await runner.query(`CREATE SCHEMA IF NOT EXISTS ${quote(schema)}`);
  await runner.query(`
    CREATE TABLE IF NOT EXISTS ${table} (
      name text PRIMARY KEY,
      breaking boolean NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
  const applied = new Set((await appliedMigrations(runner, schema)).map(({ name }) => name));
  for (const migrationClass of migrations) {
    const name = nameOf(migrationClass);
    if (applied.has(name)) {
      counts.present.push(`${schema}/${name}`);
      continue;
    }
    await runner.startTransaction();
    try {
      await instantiate(migrationClass).up(runner);
      await runner.query(`INSERT INTO ${table} (name, breaking) VALUES ($1, $2)`, [name, isBreaking(migrationClass)]);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    }
    counts.applied.push(`${schema}/${name}`);
  }
}

async function appliedMigrations(database: DataSource | QueryRunner, schema: string): Promise<AppliedMigration[]> {
  const table = `${quote(schema)}.migrations`;
  const [{ exists }]: [{ exists: boolean }] = await database.query('SELECT to_regclass($1) IS NOT NULL AS exists', [
    table,
  ]);
  if (!exists) return [];
  const rows: AppliedMigration[] = await database.query(`SELECT name, breaking FROM ${table}`);
  return rows;
}

function instantiate(migrationClass: MigrationClass): Migration {
  const migration = new migrationClass();
  if (!('up' in migration) || typeof migration.up !== 'function') {
    throw new ConfigurationInvalid(`migrations.${migrationClass.name}`, 'must have a method up(runner)');
  }
  return migration as Migration;
}

function nameOf(migrationClass: MigrationClass): string {
  return instantiate(migrationClass).name ?? migrationClass.name;
}

function isBreaking(migrationClass: MigrationClass): boolean {
  return instantiate(migrationClass).breaking ?? false;
}

function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
