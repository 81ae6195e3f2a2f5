import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Jobs, attempts and transitions, each partitioned by the day in the job's id, and how far intake has read. */
export class Record0001 implements Migration {
  readonly name = '0001-record';
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE kickoff.jobs (
        id uuid NOT NULL,
        type text NOT NULL,
        workload text NOT NULL,
        name text NOT NULL,
        queue text NOT NULL,
        priority text NOT NULL,
        key text NOT NULL,
        state text NOT NULL,
        revision integer NOT NULL,
        rank smallint NOT NULL,
        delivery integer NOT NULL,
        state_at timestamptz NOT NULL,
        tie integer NOT NULL,
        attempt integer NOT NULL,
        reason text,
        error jsonb,
        output jsonb,
        progress jsonb,
        run_at timestamptz,
        started_at timestamptz,
        ended_at timestamptz,
        enqueued_at timestamptz,
        expires_at timestamptz,
        envelope_revision integer,
        input jsonb,
        tags text[],
        parent_id text,
        version integer,
        attempts_allowed integer,
        CONSTRAINT jobs_pkey PRIMARY KEY (id)
      ) PARTITION BY RANGE (id)`);
    await runner.query('CREATE INDEX jobs_by_state ON kickoff.jobs (workload, queue, state)');
    await runner.query('CREATE INDEX jobs_by_type ON kickoff.jobs (type, state)');
    // The expiry sweep asks every 5 s for the few waiting jobs that have an expiry.
    await runner.query(`
      CREATE INDEX jobs_expiring ON kickoff.jobs (expires_at)
      WHERE expires_at IS NOT NULL AND state IN ('queued', 'scheduled')`);
    await runner.query(`
      CREATE TABLE kickoff.attempts (
        job_id uuid NOT NULL,
        revision integer NOT NULL,
        delivery integer NOT NULL,
        attempt integer NOT NULL,
        worker text NOT NULL,
        started_at timestamptz,
        ended_at timestamptz,
        outcome text,
        state text NOT NULL,
        error jsonb,
        reason text,
        metrics jsonb,
        annotations jsonb,
        logs jsonb,
        event_revision integer NOT NULL,
        event_rank smallint NOT NULL,
        event_at timestamptz NOT NULL,
        tie integer NOT NULL,
        CONSTRAINT attempts_pkey PRIMARY KEY (job_id, revision, delivery)
      ) PARTITION BY RANGE (job_id)`);
    await runner.query(`
      CREATE TABLE kickoff.transitions (
        job_id uuid NOT NULL,
        revision integer NOT NULL,
        rank smallint NOT NULL,
        delivery integer NOT NULL,
        state text NOT NULL,
        at timestamptz NOT NULL,
        reason text,
        intake boolean NOT NULL,
        tie integer NOT NULL,
        CONSTRAINT transitions_pkey PRIMARY KEY (job_id, revision, rank, delivery, state)
      ) PARTITION BY RANGE (job_id)`);
    for (const table of ['jobs', 'attempts', 'transitions']) {
      await runner.query(`CREATE TABLE kickoff.${table}_default PARTITION OF kickoff.${table} DEFAULT`);
    }
    await runner.query(`
      CREATE TABLE kickoff.intake_positions (
        stream text NOT NULL,
        epoch text NOT NULL,
        next_sequence bigint NOT NULL,
        CONSTRAINT intake_positions_pkey PRIMARY KEY (stream)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kickoff.intake_positions, kickoff.transitions, kickoff.attempts, kickoff.jobs');
  }
}
