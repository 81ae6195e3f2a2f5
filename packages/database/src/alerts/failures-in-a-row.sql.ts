/**
 * How many of the latest jobs of each type died one after the other, of types of which one died lately. Only jobs with ids from
 * $1 on that ended at $2 or later.
 */
export const FAILURES_IN_A_ROW_SQL = `
WITH ends AS (
  SELECT envelope.type, envelope.workload, envelope.queue, state.state, state.state_at
  FROM kickoff.job_states state JOIN kickoff.job_envelopes envelope ON envelope.id = state.id
  WHERE state.id >= $1::uuid AND envelope.id >= $1::uuid AND state.state = 'dead' AND state.state_at >= $2::timestamptz
)
SELECT ends.type, min(ends.workload) AS workload, min(ends.queue) AS queue, count(*)::integer AS failures
FROM (SELECT DISTINCT type FROM ends) failing
CROSS JOIN LATERAL (
  SELECT coalesce(max(state.state_at), '-infinity') AS at
  FROM kickoff.job_envelopes envelope JOIN kickoff.job_states state ON state.id = envelope.id
  WHERE envelope.type = failing.type AND envelope.id >= $1::uuid AND state.id >= $1::uuid AND state.state = 'succeeded'
) success
JOIN ends ON ends.type = failing.type AND ends.state_at > success.at
GROUP BY ends.type`;
