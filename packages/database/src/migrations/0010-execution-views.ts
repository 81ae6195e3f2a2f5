import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/**
 * Views for people who ask PostgreSQL by hand, in the words of a table of jobs and a table of their executions: see
 * docs/guides/sql.md. A job type is a configuration, a run is an execution.
 */
export class ExecutionViews0010 implements Migration {
  readonly name = '0010-execution-views';

  async up(runner: QueryRunner): Promise<void> {
    for (const view of VIEWS) await runner.query(view);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW kickoff.job_success_rate, kickoff.job_executions, kickoff.job_configurations');
  }
}

const VIEWS = [
  // The types of the record are read one index entry each, not one job each.
  `CREATE VIEW kickoff.job_configurations AS
   WITH RECURSIVE recorded (type) AS (
     (SELECT type FROM kickoff.job_envelopes ORDER BY type LIMIT 1)
     UNION ALL
     SELECT (SELECT next.type FROM kickoff.job_envelopes next WHERE next.type > recorded.type ORDER BY next.type LIMIT 1)
     FROM recorded WHERE recorded.type IS NOT NULL
   ),
   scheduled AS (
     SELECT DISTINCT ON (job_type) job_type, coalesce(override_every_ms, every_ms) / 1000 AS interval_seconds,
       coalesce(override_cron, cron) AS cron, coalesce(override_enabled, enabled) AS enabled,
       coalesce(override_input, input) AS config_json
     FROM kickoff.schedules WHERE removed_at IS NULL
     ORDER BY job_type, coalesce(override_enabled, enabled) DESC, coalesce(override_every_ms, every_ms), id
   )
   SELECT type AS id, type AS name, type AS job_type, interval_seconds, cron, coalesce(enabled, true) AS enabled, config_json
   FROM (SELECT type FROM recorded WHERE type IS NOT NULL UNION SELECT job_type FROM scheduled) known
   LEFT JOIN scheduled ON job_type = type`,
  // A run without an outcome is over when its job has gone on without it: its worker was lost.
  `CREATE VIEW kickoff.job_executions AS
   SELECT attempt.job_id || '/' || attempt.revision || '.' || attempt.delivery AS id, envelope.type AS job_id,
     CASE
       WHEN attempt.outcome = 'succeeded' THEN 'success'
       WHEN attempt.outcome IS NOT NULL THEN attempt.outcome
       WHEN state.state = 'running' AND (state.run_revision, state.run_delivery) = (attempt.revision, attempt.delivery)
         THEN 'running'
       ELSE 'failed'
     END AS status,
     attempt.started_at, attempt.ended_at, attempt.attempt, attempt.worker, attempt.metrics,
     coalesce(attempt.annotations, '{}') || jsonb_strip_nulls(jsonb_build_object(
       'error', (attempt.error ->> 'code') || ': ' || (attempt.error ->> 'message'), 'logs', attempt.logs
     )) AS log_data
   FROM kickoff.attempts attempt
   JOIN kickoff.job_envelopes envelope ON envelope.id = attempt.job_id
   JOIN kickoff.job_states state ON state.id = attempt.job_id`,
  `CREATE VIEW kickoff.job_success_rate AS
   SELECT job_id AS name, count(*) FILTER (WHERE status = 'success') AS successes,
     count(*) FILTER (WHERE status = 'failed') AS failures,
     round(count(*) FILTER (WHERE status = 'success')::numeric / count(*) * 100, 2) AS success_rate
   FROM kickoff.job_executions
   GROUP BY job_id`,
];
