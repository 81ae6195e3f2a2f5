/**
 * Results that a job ($1, of workload $2) may read, in the order of the flow, after a place ($3, null: from the first):
 * of the nodes it waited for, those that have ended; behind a nested flow stand the jobs at its ends.
 *
 * One row: `results` of at most $4 nodes and $5 bytes, but at least one; `cut` when there are more of what was looked at,
 * and how far that was: $4 nodes, the last of them at `far`. No row when there is no such job in a flow.
 */
export const PARENTS_PAGE_SQL = `
WITH RECURSIVE child AS (
  SELECT * FROM kickoff.flow_nodes WHERE id = $1 AND starts_with(type, $2 || '.')
),
near AS (
  SELECT node.id, node.type, node.state, node.name, node.ordinal
  FROM child JOIN kickoff.flow_nodes node ON node.flow_id = child.flow_id
    AND (node.id = ANY (child.parent_ids) OR (NOT child.counted AND node.counted))
  WHERE node.ordinal >= coalesce(($3::integer[])[1], 0)
    AND (node.type IS NULL OR node.state NOT IN ('blocked', 'released'))
  ORDER BY node.ordinal
  LIMIT $4
),
parent AS (
  SELECT id, type, state, name, ARRAY[ordinal] AS place FROM near
  UNION ALL
  SELECT node.id, node.type, node.state, parent.name || '/' || node.name, parent.place || node.ordinal
  FROM parent JOIN kickoff.flow_nodes node ON node.flow_id = parent.id
  WHERE parent.type IS NULL AND node.counted AND node.child_ids = '{}'
),
ended AS (
  SELECT parent.*, node.output, node.error,
    coalesce(octet_length(node.output::text), 0) + coalesce(octet_length(node.error::text), 0) AS bytes
  FROM parent JOIN kickoff.flow_nodes node USING (id)
  WHERE parent.type IS NOT NULL AND parent.state NOT IN ('blocked', 'released')
    AND ($3::integer[] IS NULL OR parent.place > $3::integer[])
  ORDER BY parent.place
  LIMIT $4 + 1
),
measured AS (
  SELECT *, row_number() OVER (ORDER BY place) AS number, sum(bytes) OVER (ORDER BY place) AS total FROM ended
),
page AS (
  SELECT * FROM measured WHERE number = 1 OR (number <= $4 AND total <= $5)
)
SELECT
  (SELECT count(*)::int FROM near) AS near,
  (SELECT max(ordinal) FROM near) AS far,
  (SELECT count(*) FROM measured) > (SELECT count(*) FROM page) AS cut,
  coalesce((
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'id', id, 'type', type, 'state', state, 'name', name, 'place', place, 'error', error
    )) || CASE WHEN output IS NULL THEN '{}' ELSE jsonb_build_object('output', output) END ORDER BY place)
    FROM page
  ), '[]') AS results
FROM child`;
