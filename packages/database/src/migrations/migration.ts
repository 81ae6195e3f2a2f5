import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One step of a schema, as the platform and workloads write it: a TypeORM migration that may say `breaking = true`.
 * Breaking: code from before it cannot work with the schema after it. All others must leave older code working.
 */
export interface Migration extends MigrationInterface {
  breaking?: boolean;
  /** Default: the name of the class. Never reused. */
  name?: string;
  up(runner: QueryRunner): Promise<void>;
}

export type MigrationClass = new () => object;

/** The migrations of one schema, in order. */
export interface MigrationSet {
  /** PostgreSQL schema; the set's own table `migrations` is in it. */
  schema: string;
  migrations: readonly MigrationClass[];
}
