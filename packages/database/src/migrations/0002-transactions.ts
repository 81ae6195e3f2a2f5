import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** What `job.transaction` and the outbox need. */
export class Transactions0002 implements Migration {
  readonly name = '0002-transactions';
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE kickoff.job_effects (
        job_id text NOT NULL,
        type text NOT NULL,
        result jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT job_effects_pkey PRIMARY KEY (job_id)
      )`);
    await runner.query(`
      CREATE TABLE kickoff.outbox (
        id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
        line text NOT NULL,
        job_id text,
        subject text NOT NULL,
        headers jsonb NOT NULL,
        body text NOT NULL,
        stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT outbox_pkey PRIMARY KEY (id)
      )`);
    await runner.query('CREATE INDEX outbox_by_line ON kickoff.outbox (line, id)');
    await runner.query('CREATE INDEX outbox_by_job ON kickoff.outbox (job_id)');
    // Every row lives for milliseconds: vacuum early, or the index of an empty table fills with dead entries.
    await runner.query(
      'ALTER TABLE kickoff.outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kickoff.outbox, kickoff.job_effects');
  }
}
