import { COUNT_SETTLED } from './count-settled.js';

/**
 * Settles released nodes by how their jobs, or nested flows, ended. $1: JSON array of Outcome. What is settled stays as it
 * is: a repeated or contradicting outcome, or one of an earlier run, changes nothing.
 */
export const SETTLE_NODES_SQL = `
WITH outcome AS (
  SELECT DISTINCT ON (id) *
  FROM jsonb_to_recordset($1::jsonb) AS told (
    id uuid, type text, state text, revision integer, at timestamptz, output jsonb, error jsonb, reason text
  )
  ORDER BY id, revision, at
),
settled AS (
  UPDATE kickoff.flow_nodes node SET
    state = outcome.state, settled_at = outcome.at, ending = NULL,
    output = outcome.output, error = outcome.error, reason = outcome.reason,
    revision = greatest(node.revision, outcome.revision)
  FROM outcome
  WHERE node.id = outcome.id AND node.type IS NOT DISTINCT FROM outcome.type
    AND node.state = 'released' AND (outcome.revision IS NULL OR outcome.revision >= node.revision)
  RETURNING node.id, node.flow_id, node.counted, node.state
),${COUNT_SETTLED}
SELECT id FROM settled`;
