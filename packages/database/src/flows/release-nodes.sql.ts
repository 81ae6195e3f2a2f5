/** Releases blocked nodes. $1: ids, $2: now. */
export const RELEASE_NODES_SQL = `
WITH released AS (
  UPDATE kickoff.flow_nodes SET state = 'released', released_at = $2, checked_at = $2
  WHERE id = ANY ($1::uuid[]) AND state = 'blocked'
  RETURNING id, flow_id, ordinal, type, job, revision, counted, parent_ids
)
SELECT * FROM released`;

/** Starts nested flows whose node was released. $1: ids, $2: now. */
export const START_NESTED_SQL = `
UPDATE kickoff.flows SET
  state = 'running', started_at = $2, deadline = $2::timestamptz + deadline_ms * interval '1 millisecond'
WHERE id = ANY ($1::uuid[]) AND state = 'blocked'`;

/** Results of the parents of nodes ($1: ids), in the order of the flow; an output over $2 bytes is left out and marked. */
export const PARENTS_OF_NODES_SQL = `
SELECT child.id AS child, parent.name, parent.id, parent.type, parent.state, parent.error,
  CASE WHEN octet_length(parent.output::text) <= $2 THEN parent.output END AS output,
  coalesce(octet_length(parent.output::text) > $2, false) AS is_large
FROM kickoff.flow_nodes child JOIN kickoff.flow_nodes parent ON parent.id = ANY (child.parent_ids)
WHERE child.id = ANY ($1::uuid[])
ORDER BY parent.ordinal`;
