import { VERDICT } from './verdict.js';

/**
 * Tells the nodes that wait for settled ones ($1: ids, each given once) what became of them; answers which are decided by
 * it. Children are written once however many of their parents settled together.
 */
export const FEED_CHILDREN_SQL = `
WITH edge AS (
  SELECT child, condition, parent.state
  FROM kickoff.flow_nodes parent, unnest(parent.child_ids, parent.child_on) AS edges (child, condition)
  WHERE parent.id = ANY ($1::uuid[])
  UNION ALL
  SELECT child, condition, parent.state
  FROM kickoff.flow_nodes parent JOIN kickoff.flows flow ON flow.id = parent.flow_id,
    unnest(flow.follower_ids, flow.follower_on) AS edges (child, condition)
  WHERE parent.id = ANY ($1::uuid[]) AND parent.counted
),
fed AS (
  SELECT child,
    count(*) FILTER (WHERE condition <> 'failure')::int AS no_longer_waits_for,
    count(*) FILTER (WHERE condition = 'failure')::int AS can_no_longer_fail,
    coalesce(bool_or(condition = 'failure' AND state IN ('failed', 'cancelled')), false) AS saw_failure,
    coalesce(bool_or(condition = 'success' AND state NOT IN ('succeeded', 'skipped')), false) AS is_doomed
  FROM edge GROUP BY child
),
judged AS (
  UPDATE kickoff.flow_nodes node SET
  waits_for = node.waits_for - fed.no_longer_waits_for,
  may_fail = node.may_fail - fed.can_no_longer_fail,
  saw_failure = node.saw_failure OR fed.saw_failure,
  is_doomed = node.is_doomed OR fed.is_doomed
FROM fed, kickoff.flows flow
WHERE node.id = fed.child AND node.state = 'blocked' AND flow.id = node.flow_id
  RETURNING node.id, node.flow_id, ${VERDICT}
)
SELECT * FROM judged WHERE verdict IS NOT NULL`;
