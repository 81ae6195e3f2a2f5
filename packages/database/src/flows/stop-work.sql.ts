import { COUNT_SETTLED } from './count-settled.js';

/** A flow ($1) and those nested in it that run, or whose turn has not come. */
export const UNFINISHED_BELOW_SQL = `
WITH RECURSIVE below (id) AS (
  SELECT $1::uuid
  UNION
  SELECT flow.id FROM below JOIN kickoff.flows flow ON flow.parent_id = below.id
)
SELECT flow.id, flow.state FROM below JOIN kickoff.flows flow USING (id) WHERE flow.state IN ('running', 'blocked')`;

/** Tells running flows ($1: ids) to end. $2: why. */
export const STOP_FLOWS_SQL = `
UPDATE kickoff.flows SET state = 'cancelling', reason = $2, deadline = NULL WHERE id = ANY ($1::uuid[]) AND state = 'running'`;

/** Marks the released jobs of flows ($1: ids) to be cancelled. $2: why, $3: only what is work. */
export const END_RELEASED_SQL = `
UPDATE kickoff.flow_nodes SET ending = $2, checked_at = NULL
WHERE flow_id = ANY ($1::uuid[]) AND state = 'released' AND type IS NOT NULL AND (counted OR NOT $3::boolean)`;

/** Settles the blocked nodes of flows ($1: ids) as cancelled. $2: why, $3: only what is work, $4: when. */
export const CANCEL_BLOCKED_SQL = `
WITH settled AS (
  UPDATE kickoff.flow_nodes node SET state = 'cancelled', settled_at = $4, reason = $2
  WHERE flow_id = ANY ($1::uuid[]) AND state = 'blocked' AND (counted OR NOT $3::boolean)
  RETURNING node.id, node.flow_id, node.counted, node.state, node.type, node.job, node.revision, node.reason
),${COUNT_SETTLED}
SELECT id, type, job, revision, reason FROM settled`;

/** A flow ($1) whose deadline has passed: noted once. $2: now, $3: what is said of it. */
export const PASS_DEADLINE_SQL = `
WITH passed AS (
  UPDATE kickoff.flows SET deadline = NULL, reason = $3
  WHERE id = $1 AND state = 'running' AND deadline <= $2
  RETURNING id
)
SELECT id FROM passed`;

/** Nested flows that run inside one ($1) as its work. */
export const NESTED_RUNNING_SQL = `SELECT id FROM kickoff.flows WHERE parent_id = $1 AND state = 'running'`;
