/** Adds flows. $1: JSON array of NewFlow, $2: now. A flow that is stored already stays. */
export const INSERT_FLOWS_SQL = `
INSERT INTO kickoff.flows (
  id, root_id, parent_id, name, kind, scope, state, total, done, failed, open, follower_ids, follower_on,
  deadline_ms, deadline, created_at, started_at
)
SELECT id, root_id, parent_id, name, kind, scope, state, total, 0, 0, open, follower_ids, follower_on, deadline_ms,
  CASE WHEN state = 'running' THEN $2::timestamptz + deadline_ms * interval '1 millisecond' END,
  $2, CASE WHEN state = 'running' THEN $2::timestamptz END
FROM jsonb_to_recordset($1::jsonb) AS added (
  id uuid, root_id uuid, parent_id uuid, name text, kind text, scope text, state text, total integer, open integer,
  follower_ids uuid[], follower_on text[], deadline_ms double precision
)
ON CONFLICT (id) DO NOTHING
RETURNING id`;

/** Adds nodes. $1: JSON array of NewNode. A node that is stored already stays and is not answered. */
export const INSERT_NODES_SQL = `
INSERT INTO kickoff.flow_nodes (
  id, flow_id, root_id, ordinal, name, type, counted, job, parent_ids, child_ids, child_on,
  waits_for, may_fail, needs_failure, saw_failure, is_doomed, state, revision
)
SELECT id, flow_id, root_id, ordinal, name, type, counted, job, parent_ids, child_ids, child_on,
  waits_for, may_fail, needs_failure, false, false, 'blocked', 1
FROM jsonb_to_recordset($1::jsonb) AS added (
  id uuid, flow_id uuid, root_id uuid, ordinal integer, name text, type text, counted boolean, job jsonb,
  parent_ids uuid[], child_ids uuid[], child_on text[], waits_for integer, may_fail integer, needs_failure boolean
)
ON CONFLICT (id) DO NOTHING
RETURNING id`;

/** Keeps what cannot be, so that whoever looks for it finds why. $1: id, $2: name, $3: kind, $4: scope, $5: why, $6: when. */
export const REFUSE_FLOW_SQL = `
INSERT INTO kickoff.flows (
  id, root_id, name, kind, scope, state, total, done, failed, open, follower_ids, follower_on, reason, created_at, ended_at
)
VALUES ($1, $1, $2, $3, $4, 'refused', 0, 0, 0, 0, '{}', '{}', $5, $6, $6)
ON CONFLICT (id) DO NOTHING`;
