/**
 * Locks the trees of flows that hold these nodes ($1), in one order, so that two schedulers wait for each other and never
 * deadlock. Whoever holds a tree is its only writer.
 */
export const LOCK_ROOTS_OF_NODES_SQL = `
SELECT id FROM kickoff.flows
WHERE id IN (SELECT root_id FROM kickoff.flow_nodes WHERE id = ANY ($1::uuid[]))
ORDER BY id
FOR UPDATE`;

/** The same for flows ($1). */
export const LOCK_ROOTS_OF_FLOWS_SQL = `
SELECT id FROM kickoff.flows
WHERE id IN (SELECT root_id FROM kickoff.flows WHERE id = ANY ($1::uuid[]))
ORDER BY id
FOR UPDATE`;
