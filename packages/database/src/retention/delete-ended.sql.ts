/**
 * Deletes jobs that ended in one of the states ($1) before $2, of ids below $3, at most $4. What somebody else has locked is
 * left for the next time. Answers how many.
 */
export const DELETE_ENDED_SQL = `
WITH ended AS (
  DELETE FROM kickoff.job_states WHERE id IN (
    SELECT id FROM kickoff.job_states
    WHERE state = ANY ($1::text[]) AND state_at < $2::timestamptz AND id < $3::uuid
    ORDER BY id LIMIT $4 FOR UPDATE SKIP LOCKED
  ) AND id < $3::uuid
  RETURNING id
), envelopes AS (
  DELETE FROM kickoff.job_envelopes WHERE id IN (SELECT id FROM ended) AND id < $3::uuid
), letters AS (
  DELETE FROM kickoff.dead_letters WHERE id IN (SELECT id FROM ended) AND id < $3::uuid
), history AS (
  DELETE FROM kickoff.job_history WHERE job_id IN (SELECT id FROM ended) AND job_id < $3::uuid
)
SELECT count(*)::integer AS deleted FROM ended`;

/** Deletes trees of flows that ended before $1, of ids below $2, at most $3 trees. Answers how many. */
export const DELETE_FLOWS_SQL = `
WITH roots AS (
  SELECT id FROM kickoff.flows
  WHERE parent_id IS NULL AND ended_at < $1::timestamptz AND id < $2::uuid
  ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED
), gone AS (
  DELETE FROM kickoff.flows WHERE root_id IN (SELECT id FROM roots) RETURNING id
), nodes AS (
  DELETE FROM kickoff.flow_nodes WHERE flow_id IN (SELECT id FROM gone)
)
SELECT count(*)::integer AS deleted FROM roots`;
