/**
 * Deletes a job ($1) that has ended, unless its flow has not. Answers the state that it ended in; nothing when it stays.
 */
export const DELETE_JOB_SQL = `
WITH ended AS (
  DELETE FROM kickoff.job_states state
  WHERE id = $1::uuid AND rank = 3 AND NOT EXISTS (
    SELECT FROM kickoff.flow_nodes node JOIN kickoff.flows flow ON flow.id = node.flow_id
    WHERE node.id = state.id AND flow.ended_at IS NULL
  )
  RETURNING id, state
), envelopes AS (
  DELETE FROM kickoff.job_envelopes WHERE id = $1::uuid AND id IN (SELECT id FROM ended)
), letters AS (
  DELETE FROM kickoff.dead_letters WHERE id = $1::uuid AND id IN (SELECT id FROM ended)
), history AS (
  DELETE FROM kickoff.job_history WHERE job_id = $1::uuid AND job_id IN (SELECT id FROM ended)
)
SELECT state FROM ended`;
