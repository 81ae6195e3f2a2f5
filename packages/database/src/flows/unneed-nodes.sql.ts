import { COUNT_SETTLED } from './count-settled.js';

/** Settles blocked nodes ($1: ids) that are no longer needed, with all that had to wait for the success of one of them. */
export const UNNEED_NODES_SQL = `
WITH RECURSIVE doomed (id) AS (
  SELECT unnest($1::uuid[])
  UNION
  SELECT edges.child
  FROM doomed
  JOIN kickoff.flow_nodes parent ON parent.id = doomed.id
  JOIN kickoff.flows flow ON flow.id = parent.flow_id,
  LATERAL (
    SELECT child, condition FROM unnest(parent.child_ids, parent.child_on) AS own (child, condition)
    UNION ALL
    SELECT child, condition FROM unnest(flow.follower_ids, flow.follower_on) AS followers (child, condition)
    WHERE parent.counted
  ) edges
  WHERE edges.condition = 'success'
),
settled AS (
  UPDATE kickoff.flow_nodes node
  SET state = 'unneeded', settled_at = $2, reason = 'not needed: what it waits for can no longer happen'
  FROM doomed
  WHERE node.id = doomed.id AND node.state = 'blocked'
  RETURNING node.id, node.flow_id, node.counted, node.state, node.type, node.job, node.revision, node.reason
),${COUNT_SETTLED}
SELECT id, type, job, revision, reason FROM settled`;

/** Ends what is inside nested flows ($1: ids) that are no longer needed or cancelled. $2: the state, $3: when, $4: why. */
export const END_NESTED_SQL = `
WITH RECURSIVE inside (id) AS (
  SELECT unnest($1::uuid[])
  UNION
  SELECT flow.id FROM inside JOIN kickoff.flows flow ON flow.parent_id = inside.id
),
ended AS (
  UPDATE kickoff.flows flow SET state = $2, open = 0, done = flow.total, ended_at = $3, reason = $4
  FROM inside WHERE flow.id = inside.id AND flow.state = 'blocked'
  RETURNING flow.id
),
settled AS (
  UPDATE kickoff.flow_nodes node SET state = $2, settled_at = $3, reason = $4
  FROM ended WHERE node.flow_id = ended.id AND node.state = 'blocked'
  RETURNING node.id, node.type, node.job, node.revision, node.reason
)
SELECT * FROM settled`;
