/** Flows of locked trees ($1: ids of roots) that have nothing open. */
export const FINISHABLE_FLOWS_SQL = `
SELECT id, kind FROM kickoff.flows
WHERE root_id = ANY ($1::uuid[]) AND open = 0 AND state IN ('running', 'cancelling')`;

/** Ends them. $1: ids, $2: when. */
export const FINISH_FLOWS_SQL = `
WITH finished AS (
  UPDATE kickoff.flows flow SET
  ended_at = $2,
  deadline = NULL,
  state = CASE
    WHEN flow.state = 'cancelling' THEN 'cancelled'
    WHEN EXISTS (
      SELECT FROM kickoff.flow_nodes node WHERE node.flow_id = flow.id AND node.state IN ('failed', 'cancelled')
    ) THEN 'failed'
    ELSE 'succeeded'
  END
WHERE id = ANY ($1::uuid[])
  RETURNING id, parent_id, state, reason
)
SELECT * FROM finished`;
