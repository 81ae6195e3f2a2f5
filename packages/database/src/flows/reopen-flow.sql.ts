/** Every flow of a tree. $1: id of the outermost. */
export const TREE_SQL = `
SELECT id, parent_id, state, started_at IS NOT NULL AS started FROM kickoff.flows WHERE root_id = $1`;

/** Nodes of flows ($1: ids) that ended without success. */
export const UNSUCCESSFUL_NODES_SQL = `
SELECT id, flow_id, name, type, state, released_at IS NOT NULL AS was_released FROM kickoff.flow_nodes
WHERE flow_id = ANY ($1::uuid[]) AND state IN ('failed', 'cancelled', 'unneeded')
ORDER BY ordinal`;

/** Makes nodes ($1: ids) wait again, for another run of their jobs. */
export const RESET_NODES_SQL = `
WITH reset AS (
  UPDATE kickoff.flow_nodes SET
    state = 'blocked', revision = revision + 1, ending = NULL, released_at = NULL, checked_at = NULL,
    settled_at = NULL, output = NULL, error = NULL, reason = NULL
  WHERE id = ANY ($1::uuid[])
  RETURNING id, type, job, revision
)
SELECT * FROM reset`;

/** Settles one node ($1) as skipped. $2: when, $3: why. Its flow is counted anew afterwards. */
export const SKIP_NODE_SQL = `
UPDATE kickoff.flow_nodes SET state = 'skipped', settled_at = $2, reason = $3, output = NULL, error = NULL WHERE id = $1`;

/** Opens flows ($1: ids) again: those that had started run, the others wait for their turn. $2: now. */
export const REOPEN_FLOWS_SQL = `
UPDATE kickoff.flows SET
  state = CASE WHEN started_at IS NULL THEN 'blocked' ELSE 'running' END,
  deadline = CASE
    WHEN started_at IS NULL THEN NULL
    WHEN state = 'running' AND reason IS NULL THEN deadline
    ELSE $2::timestamptz + deadline_ms * interval '1 millisecond'
  END,
  ended_at = NULL,
  reason = NULL
WHERE id = ANY ($1::uuid[])`;

/** The nodes that stand for nested flows ($1: ids) that were opened again. */
export const REOPEN_NESTED_NODES_SQL = `
UPDATE kickoff.flow_nodes node SET
  state = CASE WHEN flow.state = 'running' THEN 'released' ELSE 'blocked' END, settled_at = NULL, reason = NULL
FROM kickoff.flows flow
WHERE node.id = ANY ($1::uuid[]) AND flow.id = node.id AND flow.parent_id IS NOT NULL`;

/** Counts anew what the blocked nodes of flows ($1: ids) wait for. */
export const RECOUNT_NODES_SQL = `
WITH edge AS (
  SELECT child, condition, parent.state
  FROM kickoff.flow_nodes parent, unnest(parent.child_ids, parent.child_on) AS edges (child, condition)
  WHERE parent.flow_id = ANY ($1::uuid[])
  UNION ALL
  SELECT child, condition, parent.state
  FROM kickoff.flow_nodes parent JOIN kickoff.flows flow ON flow.id = parent.flow_id,
    unnest(flow.follower_ids, flow.follower_on) AS edges (child, condition)
  WHERE parent.flow_id = ANY ($1::uuid[]) AND parent.counted
),
counted AS (
  SELECT child,
    count(*) FILTER (WHERE condition <> 'failure' AND state IN ('blocked', 'released'))::int AS waits_for,
    count(*) FILTER (WHERE condition = 'failure' AND state IN ('blocked', 'released'))::int AS may_fail,
    coalesce(bool_or(condition = 'failure' AND state IN ('failed', 'cancelled')), false) AS saw_failure,
    coalesce(bool_or(condition = 'success' AND state IN ('failed', 'cancelled', 'unneeded')), false) AS is_doomed
  FROM edge GROUP BY child
)
UPDATE kickoff.flow_nodes node SET
  waits_for = counted.waits_for, may_fail = counted.may_fail,
  saw_failure = counted.saw_failure, is_doomed = counted.is_doomed
FROM counted
WHERE node.id = counted.child AND node.state = 'blocked'`;

/** Counts anew the nodes of flows ($1: ids). */
export const RECOUNT_FLOWS_SQL = `
UPDATE kickoff.flows flow SET
  total = counted.total, done = counted.done, failed = counted.failed, open = counted.open
FROM (
  SELECT flow_id,
    count(*) FILTER (WHERE counted)::int AS total,
    count(*) FILTER (WHERE counted AND state NOT IN ('blocked', 'released'))::int AS done,
    count(*) FILTER (WHERE counted AND state = 'failed')::int AS failed,
    count(*) FILTER (WHERE state IN ('blocked', 'released'))::int AS open
  FROM kickoff.flow_nodes WHERE flow_id = ANY ($1::uuid[]) GROUP BY flow_id
) counted
WHERE flow.id = counted.flow_id`;
