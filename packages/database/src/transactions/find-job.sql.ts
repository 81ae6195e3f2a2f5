/** A job with the lines of its latest run. $1: job id. */
export const FIND_JOB_SQL = `
SELECT job.id, job.type, job.revision, job.delivery, job.state, job.attempt, job.reason, job.error, job.output, job.progress,
  job.output IS NOT NULL AS has_output, job.state_at, job.run_at,
  run.revision AS run_revision, run.delivery AS run_delivery, run.attempt AS run_attempt, run.logs
FROM kickoff.jobs AS job
LEFT JOIN LATERAL (
  SELECT revision, delivery, attempt, logs FROM kickoff.attempts
  WHERE job_id = job.id ORDER BY revision DESC, delivery DESC LIMIT 1
) AS run ON true
WHERE job.id = $1`;
