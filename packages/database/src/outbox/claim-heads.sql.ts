/**
 * Locks the first message of up to $1 lines that no other relay holds, oldest first. Who holds the first message of a line
 * holds the line: the others skip it.
 */
export const CLAIM_HEADS_SQL = `
SELECT line FROM kickoff.outbox
WHERE id IN (SELECT min(id) FROM kickoff.outbox GROUP BY line ORDER BY min(id) LIMIT $1)
ORDER BY id
FOR UPDATE SKIP LOCKED`;
