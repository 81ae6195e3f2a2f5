/**
 * Deletes jobs ($1, ids) that have ended, but for those of flows that have not. Answers the ids and states of those that are
 * gone.
 */
export const DELETE_JOBS_SQL = `
WITH ended AS (
  DELETE FROM kickoff.job_states state
  WHERE id = ANY ($1::uuid[]) AND rank = 3 AND NOT EXISTS (
    SELECT FROM kickoff.flow_nodes node JOIN kickoff.flows flow ON flow.id = node.flow_id
    WHERE node.id = state.id AND flow.ended_at IS NULL
  )
  RETURNING id, state
), envelopes AS (
  DELETE FROM kickoff.job_envelopes WHERE id = ANY ($1::uuid[]) AND id IN (SELECT id FROM ended)
), letters AS (
  DELETE FROM kickoff.dead_letters WHERE id = ANY ($1::uuid[]) AND id IN (SELECT id FROM ended)
), history AS (
  DELETE FROM kickoff.job_history WHERE job_id = ANY ($1::uuid[]) AND job_id IN (SELECT id FROM ended)
)
SELECT id, state FROM ended`;
