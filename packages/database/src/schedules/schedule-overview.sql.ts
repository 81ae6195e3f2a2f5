/**
 * What became of the jobs of each schedule that were made since a time ($2: its first id). $1: ids of schedules.
 * Jobs are found by their tag, the last one also when it is older.
 */
export const SCHEDULE_OVERVIEW_SQL = `
SELECT wanted.id, counted.*, last.id AS last_job, last.state AS last_state, last.started_at AS last_started_at, last.ended_at AS last_ended_at
FROM unnest($1::text[]) AS wanted (id)
CROSS JOIN LATERAL (
  SELECT count(*)::integer AS jobs,
    count(*) FILTER (WHERE state.state = 'succeeded')::integer AS succeeded,
    count(*) FILTER (WHERE state.state = 'dead')::integer AS dead,
    count(*) FILTER (WHERE state.state IN ('running', 'cancelling'))::integer AS running,
    avg(extract(epoch FROM state.state_at - state.started_at) * 1000)
      FILTER (WHERE state.state = 'succeeded')::double precision AS average_ms
  FROM kickoff.job_envelopes envelope JOIN kickoff.job_states state ON state.id = envelope.id
  WHERE envelope.tags @> ARRAY['schedule:' || wanted.id] AND envelope.id >= $2::uuid AND state.id >= $2::uuid
) counted
LEFT JOIN LATERAL (
  SELECT state.id, state.state, state.started_at, CASE WHEN state.rank = 3 THEN state.state_at END AS ended_at
  FROM kickoff.job_envelopes envelope JOIN kickoff.job_states state ON state.id = envelope.id
  WHERE envelope.tags @> ARRAY['schedule:' || wanted.id]
  ORDER BY envelope.id DESC LIMIT 1
) last ON true
ORDER BY wanted.id`;

/** States of the last $3 jobs of a schedule's tag $1 with ids from $2 on that succeeded or died, the latest first. */
export const LAST_ENDS_SQL = `
SELECT state.state FROM kickoff.job_envelopes envelope JOIN kickoff.job_states state ON state.id = envelope.id
WHERE envelope.tags @> ARRAY[$1::text] AND envelope.id >= $2::uuid AND state.id >= $2::uuid AND state.state IN ('succeeded', 'dead')
ORDER BY state.state_at DESC LIMIT $3`;

/** Which of the jobs $1 the record knows. */
export const KNOWN_JOBS_SQL = `SELECT id FROM kickoff.job_envelopes WHERE id = ANY ($1::uuid[])`;
