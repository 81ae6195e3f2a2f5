/**
 * Locks messages of lines ($1) up to an id ($2, null: all), in order of id so that two relays never deadlock. Waits for a
 * relay that holds one; what that one has published is gone afterwards.
 */
export const CLAIM_MESSAGES_SQL = `
SELECT id, line, subject, headers, body, stored_at FROM kickoff.outbox
WHERE line = ANY ($1) AND ($2::bigint IS NULL OR id <= $2)
ORDER BY id
LIMIT $3
FOR UPDATE`;

/** The same, passing over what another relay holds: the loop holds several lines and must wait for nobody. */
export const CLAIM_FREE_MESSAGES_SQL = `${CLAIM_MESSAGES_SQL} SKIP LOCKED`;
