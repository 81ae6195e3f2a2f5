/**
 * Results that a job ($1, of workload $2) may read, in the order of the flow, after a place ($3, null: from the first):
 * of the nodes it waited for, those that have ended; behind a nested flow stand the jobs at its ends. At most $4 of them.
 */
export const PARENTS_PAGE_SQL = `
WITH RECURSIVE child AS (
  SELECT * FROM kickoff.flow_nodes WHERE id = $1 AND starts_with(type, $2 || '.')
),
parent AS (
  SELECT node.id, node.type, node.state, node.name, ARRAY[node.ordinal] AS place
  FROM child JOIN kickoff.flow_nodes node ON node.flow_id = child.flow_id
    AND (node.id = ANY (child.parent_ids) OR (NOT child.counted AND node.counted))
  UNION ALL
  SELECT node.id, node.type, node.state, parent.name || '/' || node.name, parent.place || node.ordinal
  FROM parent JOIN kickoff.flow_nodes node ON node.flow_id = parent.id
  WHERE parent.type IS NULL AND node.counted AND node.child_ids = '{}'
)
SELECT parent.id, parent.type, parent.state, parent.name, parent.place, node.output, node.error,
  coalesce(octet_length(node.output::text), 0) + coalesce(octet_length(node.error::text), 0) AS bytes
FROM parent JOIN kickoff.flow_nodes node USING (id)
WHERE parent.type IS NOT NULL AND parent.state NOT IN ('blocked', 'released')
  AND ($3::integer[] IS NULL OR parent.place > $3::integer[])
ORDER BY parent.place
LIMIT $4`;

export const IS_FLOW_JOB_SQL = `
SELECT FROM kickoff.flow_nodes WHERE id = $1 AND starts_with(type, $2 || '.')`;
