import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/**
 * The record in two: what a job is (`job_envelopes`, searched) and where it stands (`job_states`, changed), with what it was
 * before (`job_history`). `jobs`, `attempts` and `transitions` are views over them from here on.
 */
export class RecordInTwo0005 implements Migration {
  readonly name = '0005-record-in-two';
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...INDEXES]) await runner.query(statement);
    await partitionLikeJobs(runner);
    for (const statement of [...CONVERSION, ...VIEWS]) await runner.query(statement);
  }

  /** @throws always: several rows became one, and which they were is not kept */
  down(): Promise<void> {
    throw new Error('migration 0005-record-in-two cannot be undone: restore a backup of schema kickoff');
  }
}

const TABLES = [
  `CREATE TABLE kickoff.job_envelopes (
    id uuid NOT NULL,
    type text NOT NULL,
    workload text NOT NULL,
    name text NOT NULL,
    queue text NOT NULL,
    key text NOT NULL,
    input jsonb,
    tags text[],
    parent_id text,
    version integer,
    attempts_allowed integer,
    seen_revision integer,
    seen_state text,
    seen_at timestamptz,
    seen_reason text,
    CONSTRAINT job_envelopes_pkey PRIMARY KEY (id)
  ) PARTITION BY RANGE (id)`,
  `CREATE TABLE kickoff.job_states (
    id uuid NOT NULL,
    priority text NOT NULL,
    state text NOT NULL,
    revision integer NOT NULL,
    rank smallint NOT NULL,
    delivery integer NOT NULL,
    since timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    tie integer NOT NULL,
    attempt integer NOT NULL,
    reason text,
    error jsonb,
    output jsonb,
    progress jsonb,
    run_at timestamptz,
    started_at timestamptz,
    enqueued_at timestamptz,
    expires_at timestamptz,
    envelope_revision integer,
    run_revision integer NOT NULL,
    run_delivery integer NOT NULL,
    outcome text NOT NULL,
    run_attempt integer,
    worker text,
    run_started_at timestamptz,
    run_ended_at timestamptz,
    metrics jsonb,
    annotations jsonb,
    logs jsonb,
    CONSTRAINT job_states_pkey PRIMARY KEY (id)
  ) PARTITION BY RANGE (id)`,
  `CREATE TABLE kickoff.job_history (
    job_id uuid NOT NULL,
    revision integer NOT NULL,
    delivery integer NOT NULL,
    state text NOT NULL,
    run_revision integer NOT NULL,
    run_delivery integer NOT NULL,
    outcome text NOT NULL,
    rank smallint NOT NULL,
    since timestamptz NOT NULL,
    state_at timestamptz NOT NULL,
    tie integer NOT NULL,
    reason text,
    error jsonb,
    run_attempt integer,
    worker text,
    run_started_at timestamptz,
    run_ended_at timestamptz,
    metrics jsonb,
    annotations jsonb,
    logs jsonb,
    CONSTRAINT job_history_pkey PRIMARY KEY (job_id, revision, delivery, state, run_revision, run_delivery, outcome)
  ) PARTITION BY RANGE (job_id)`,
  ...['job_envelopes', 'job_states', 'job_history'].map(
    (table) => `CREATE TABLE kickoff.${table}_default PARTITION OF kickoff.${table} DEFAULT`,
  ),
];

/** A plain success leaves `job_states_unusual` and enters no other index but the primary keys. */
const INDEXES = [
  'CREATE EXTENSION IF NOT EXISTS pg_trgm',
  'CREATE INDEX job_envelopes_by_type ON kickoff.job_envelopes (type, id)',
  'CREATE INDEX job_envelopes_by_queue ON kickoff.job_envelopes (workload, queue, id)',
  `CREATE INDEX job_envelopes_by_key ON kickoff.job_envelopes (key, id) WHERE key <> '-'`,
  'CREATE INDEX job_envelopes_by_input ON kickoff.job_envelopes USING gin (input jsonb_path_ops)',
  'CREATE INDEX job_envelopes_by_tag ON kickoff.job_envelopes USING gin (tags)',
  `CREATE INDEX job_states_unusual ON kickoff.job_states (state, id) WHERE state <> 'succeeded'`,
  `CREATE INDEX job_states_by_error ON kickoff.job_states
   USING gin (((error ->> 'code') || ': ' || (error ->> 'message')) gin_trgm_ops) WHERE error IS NOT NULL`,
  // The expiry sweep asks every 5 s for the few waiting jobs that have an expiry.
  `CREATE INDEX job_states_expiring ON kickoff.job_states (expires_at)
   WHERE expires_at IS NOT NULL AND state IN ('queued', 'scheduled')`,
];

/** The days that the record has so far; older rows would have to be deleted one by one. */
async function partitionLikeJobs(runner: QueryRunner): Promise<void> {
  const days: { day: string; bounds: string }[] = await runner.query(
    `SELECT right(child.relname, 8) AS day, pg_get_expr(child.relpartbound, child.oid) AS bounds
     FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = 'kickoff.jobs'::regclass AND child.relname <> 'jobs_default'`,
  );
  for (const { day, bounds } of days) {
    for (const table of ['job_envelopes', 'job_states', 'job_history']) {
      await runner.query(`CREATE TABLE kickoff.${table}_${day} PARTITION OF kickoff.${table} ${bounds}`);
    }
  }
}

const CONVERSION = [
  `INSERT INTO kickoff.job_envelopes
     (id, type, workload, name, queue, key, input, tags, parent_id, version, attempts_allowed)
   SELECT id, type, workload, name, queue, key, input, tags, parent_id, version, attempts_allowed
   FROM kickoff.jobs`,
  `INSERT INTO kickoff.job_states
     (id, priority, state, revision, rank, delivery, since, state_at, tie, attempt, reason, error, output, progress, run_at,
      started_at, enqueued_at, expires_at, envelope_revision, run_revision, run_delivery, outcome)
   SELECT id, priority, state, revision, rank, delivery, state_at, state_at, tie, attempt, reason, error, output, progress,
     run_at, started_at, enqueued_at, expires_at, envelope_revision, 0, 0, ''
   FROM kickoff.jobs`,
  `INSERT INTO kickoff.job_history
     (job_id, revision, delivery, state, run_revision, run_delivery, outcome, rank, since, state_at, tie, reason)
   SELECT job_id, revision, CASE WHEN intake THEN -1 ELSE delivery END, state, 0, 0, '', rank, at, at, tie, reason
   FROM kickoff.transitions`,
  `INSERT INTO kickoff.job_history
     (job_id, revision, delivery, state, run_revision, run_delivery, outcome, rank, since, state_at, tie, reason, error,
      run_attempt, worker, run_started_at, run_ended_at, metrics, annotations, logs)
   SELECT job_id, event_revision, CASE WHEN event_revision = revision THEN delivery ELSE 0 END, state, revision, delivery,
     coalesce(outcome, ''), event_rank, event_at, event_at, tie, reason, error,
     attempt, worker, started_at, ended_at, metrics, annotations, logs
   FROM kickoff.attempts`,
  'DROP TABLE kickoff.transitions, kickoff.attempts, kickoff.jobs',
];

const VIEWS = [
  `CREATE VIEW kickoff.jobs AS
   SELECT id, type, workload, name, queue, priority, key, state, revision, rank, delivery, state_at, attempt, reason,
     error, output, progress, run_at, started_at, CASE WHEN rank = 3 THEN state_at END AS ended_at, enqueued_at, expires_at,
     envelope_revision, input, tags, parent_id, version, attempts_allowed
   FROM kickoff.job_states JOIN kickoff.job_envelopes USING (id)`,
  // Everything that is known to have been, in no order; the same may be told twice.
  `CREATE VIEW kickoff.job_sights AS
   SELECT id AS job_id, revision, rank, delivery, state, since, state_at, tie, reason, error, run_revision, run_delivery,
     outcome, run_attempt, worker, run_started_at, run_ended_at, metrics, annotations, logs
   FROM kickoff.job_states
   UNION ALL
   SELECT job_id, revision, rank, delivery, state, since, state_at, tie, reason, error, run_revision, run_delivery,
     outcome, run_attempt, worker, run_started_at, run_ended_at, metrics, annotations, logs
   FROM kickoff.job_history
   UNION ALL
   SELECT id, seen_revision, 1, -1, seen_state, seen_at, seen_at, 0, seen_reason, NULL, 0, 0,
     '', NULL, NULL, NULL, NULL, NULL, NULL, NULL
   FROM kickoff.job_envelopes WHERE seen_revision IS NOT NULL`,
  `CREATE VIEW kickoff.transitions AS
   SELECT job_id, revision, rank, greatest(delivery, 0) AS delivery, state,
     coalesce(min(since) FILTER (WHERE delivery >= 0), min(since)) AS at,
     (array_agg(reason ORDER BY delivery < 0, state_at DESC, tie DESC, outcome))[1] AS reason,
     bool_and(delivery < 0) AS intake
   FROM kickoff.job_sights
   GROUP BY job_id, revision, rank, greatest(delivery, 0), state`,
  `CREATE VIEW kickoff.attempts AS
   SELECT DISTINCT ON (job_id, run_revision, run_delivery)
     job_id, run_revision AS revision, run_delivery AS delivery, run_attempt AS attempt, worker,
     min(run_started_at) OVER (PARTITION BY job_id, run_revision, run_delivery) AS started_at, run_ended_at AS ended_at,
     nullif(outcome, '') AS outcome, state, error, reason, metrics, annotations, logs
   FROM kickoff.job_sights
   WHERE run_revision > 0
   ORDER BY job_id, run_revision, run_delivery, outcome = '', job_sights.revision DESC, rank DESC, state_at DESC, tie DESC`,
];
