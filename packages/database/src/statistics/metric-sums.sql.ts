/**
 * What runs that ended from $1 until before $2 reported, by type ($3; null: any) and name. A run that is told of in several
 * states counts once. Rows of the time are found as those of a minute are: their states began then.
 */
export const METRIC_SUMS_SQL = `
WITH runs AS (
  SELECT DISTINCT ON (job_id, run_revision, run_delivery) job_id, metrics
  FROM (
    SELECT id AS job_id, run_revision, run_delivery, metrics, since FROM kickoff.job_states
    WHERE since >= $1::timestamptz AND since < $2::timestamptz AND run_ended_at IS NOT NULL AND metrics IS NOT NULL
    UNION ALL
    SELECT job_id, run_revision, run_delivery, metrics, since FROM kickoff.job_history
    WHERE since >= $1::timestamptz AND since < $2::timestamptz AND run_ended_at IS NOT NULL AND metrics IS NOT NULL
  ) sights
  WHERE run_revision > 0
  ORDER BY job_id, run_revision, run_delivery, since
)
SELECT envelope.type, metric.key AS name, sum(metric.value::double precision) AS total, count(*)::integer AS runs
FROM runs
JOIN kickoff.job_envelopes envelope ON envelope.id = runs.job_id
CROSS JOIN LATERAL jsonb_each_text(runs.metrics) metric
WHERE $3::text IS NULL OR envelope.type = $3
GROUP BY envelope.type, metric.key
ORDER BY envelope.type, metric.key`;
