import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Schedules: what the code declares, what an operator changed, and the last tick. */
export class Schedules0003 implements Migration {
  readonly name = '0003-schedules';
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE kickoff.schedules (
        id text NOT NULL,
        workload text NOT NULL,
        job_type text NOT NULL,
        input jsonb,
        every_ms double precision,
        cron text,
        time_zone text NOT NULL,
        overlap text NOT NULL,
        enabled boolean NOT NULL,
        override_input jsonb,
        override_every_ms double precision,
        override_cron text,
        override_time_zone text,
        override_overlap text,
        override_enabled boolean,
        hash text NOT NULL,
        revision integer NOT NULL,
        last_tick timestamptz,
        removed_at timestamptz,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT schedules_pkey PRIMARY KEY (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kickoff.schedules');
  }
}
