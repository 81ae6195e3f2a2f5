import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Counts and times of jobs per minute, and the marks of minutes that are to be counted. */
export class Statistics0009 implements Migration {
  readonly name = '0009-statistics';
  /** The recorder writes the marks. */
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX kickoff.job_states_by_time, kickoff.job_history_by_time');
    await runner.query('DROP TABLE kickoff.statistics_marks, kickoff.queue_minutes');
  }
}

const STATEMENTS = [
  `CREATE TABLE kickoff.queue_minutes (
    span text NOT NULL,
    at timestamptz NOT NULL,
    workload text NOT NULL,
    queue text NOT NULL,
    type text NOT NULL,
    enqueued bigint NOT NULL,
    started bigint NOT NULL,
    succeeded bigint NOT NULL,
    failed bigint NOT NULL,
    retried bigint NOT NULL,
    dead bigint NOT NULL,
    cancelled bigint NOT NULL,
    expired bigint NOT NULL,
    wait_buckets smallint[] NOT NULL,
    wait_counts bigint[] NOT NULL,
    run_buckets smallint[] NOT NULL,
    run_counts bigint[] NOT NULL,
    CONSTRAINT queue_minutes_pkey PRIMARY KEY (span, at, workload, queue, type)
  )`,
  'CREATE INDEX queue_minutes_by_time ON kickoff.queue_minutes (at)',
  `CREATE TABLE kickoff.statistics_marks (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    minute timestamptz NOT NULL,
    CONSTRAINT statistics_marks_pkey PRIMARY KEY (id)
  )`,
  // Every row lives for a minute or two.
  'ALTER TABLE kickoff.statistics_marks SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)',
  // Rows lie about as they were written, so that ranges of pages tell a minute apart; unlike a B-tree it leaves updates HOT.
  `CREATE INDEX job_states_by_time ON kickoff.job_states
   USING brin (since, run_started_at, enqueued_at) WITH (pages_per_range = 16, autosummarize = on)`,
  `CREATE INDEX job_history_by_time ON kickoff.job_history USING brin (since, run_started_at) WITH (pages_per_range = 16, autosummarize = on)`,
  // The last two days are counted from what the record has.
  `INSERT INTO kickoff.statistics_marks (minute)
   SELECT DISTINCT date_trunc('minute', since, 'UTC') FROM kickoff.job_states WHERE since > now() - interval '2 days'`,
];
