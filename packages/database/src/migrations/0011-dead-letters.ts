import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Dead letters with the group of their error. Letters from before are brought by a rebuild of the record. */
export class DeadLetters0011 implements Migration {
  readonly name = '0011-dead-letters';
  /** The recorder writes them, and partitions are made for them. */
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    const days: { day: string; bounds: string }[] = await runner.query(
      `SELECT right(child.relname, 8) AS day, pg_get_expr(child.relpartbound, child.oid) AS bounds
       FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
       WHERE inhparent = 'kickoff.job_states'::regclass AND child.relname <> 'job_states_default'`,
    );
    for (const { day, bounds } of days)
      await runner.query(`CREATE TABLE kickoff.dead_letters_${day} PARTITION OF kickoff.dead_letters ${bounds}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kickoff.dead_letters');
  }
}

const STATEMENTS = [
  `CREATE TABLE kickoff.dead_letters (
    id uuid NOT NULL,
    revision integer NOT NULL,
    type text NOT NULL,
    workload text NOT NULL,
    queue text NOT NULL,
    attempt integer NOT NULL,
    died_at timestamptz NOT NULL,
    fingerprint text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    message text NOT NULL,
    summary text NOT NULL,
    frame text NOT NULL,
    closed_as text,
    closed_at timestamptz,
    closed_by text,
    closed_because text,
    CONSTRAINT dead_letters_pkey PRIMARY KEY (id, revision)
  ) PARTITION BY RANGE (id)`,
  'CREATE TABLE kickoff.dead_letters_default PARTITION OF kickoff.dead_letters DEFAULT',
  'CREATE INDEX dead_letters_by_group ON kickoff.dead_letters (fingerprint, id)',
  'CREATE INDEX dead_letters_by_type ON kickoff.dead_letters (type, id)',
];
