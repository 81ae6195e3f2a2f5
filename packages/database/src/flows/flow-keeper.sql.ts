/** Running flows whose deadline has passed. $1: now, $2: at most. */
export const DUE_FLOWS_SQL = `
SELECT id, deadline_ms FROM kickoff.flows WHERE state = 'running' AND deadline <= $1 ORDER BY deadline LIMIT $2`;

/** Batches whose work has all ended while more was on its way. $1: at most. */
export const HELD_BATCHES_SQL = `
SELECT id FROM kickoff.flows WHERE state = 'running' AND kind = 'batch' AND done = total ORDER BY id LIMIT $1`;

const CLAIMED = 'node.id, node.flow_id, node.type, node.job, node.revision, node.ending, node.released_at';

/** Takes released jobs that are to be cancelled. $1: now, $2: not those tried since, $3: at most. */
export const CLAIM_ENDING_SQL = `
WITH claimed AS (
  UPDATE kickoff.flow_nodes node SET checked_at = $1
  WHERE id IN (
    SELECT id FROM kickoff.flow_nodes
    WHERE state = 'released' AND ending IS NOT NULL AND (checked_at IS NULL OR checked_at <= $2)
    ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED
  )
  RETURNING ${CLAIMED}
)
SELECT * FROM claimed`;

/** Takes released jobs of which nothing was heard since a time ($2). $1: now, $3: at most. */
export const CLAIM_UNHEARD_SQL = `
WITH claimed AS (
  UPDATE kickoff.flow_nodes node SET checked_at = $1
  WHERE id IN (
    SELECT id FROM kickoff.flow_nodes
    WHERE state = 'released' AND type IS NOT NULL AND ending IS NULL AND checked_at <= $2
    ORDER BY checked_at LIMIT $3 FOR UPDATE SKIP LOCKED
  )
  RETURNING ${CLAIMED}
)
SELECT * FROM claimed`;

/** Of nodes ($1: ids) those that are still released as they were ($2: times), to be released once more. $3: now. */
export const RELEASE_AGAIN_SQL = `
WITH again AS (
  UPDATE kickoff.flow_nodes node SET released_at = $3, checked_at = $3
  FROM unnest($1::uuid[], $2::timestamptz[]) AS lost (id, released_at)
  WHERE node.id = lost.id AND node.state = 'released' AND node.released_at = lost.released_at
  RETURNING node.id, node.flow_id, node.ordinal, node.type, node.job, node.revision, node.counted, node.parent_ids
)
SELECT * FROM again`;

/** Of jobs ($1: ids) those that the record has seen waiting or running: they were in a stream once. */
export const FIND_SEEN_SQL = `
SELECT id FROM kickoff.job_states
WHERE id = ANY ($1::uuid[]) AND state IN ('scheduled', 'queued', 'running', 'retrying', 'cancelling')`;
