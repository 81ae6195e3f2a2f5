/**
 * Locks the first message of up to $1 lines that no other relay holds, oldest first. Who holds the first message of a line
 * holds the line: the others skip it. Heads that a job's worker stored within the last $2 milliseconds are left to it.
 */
export const CLAIM_HEADS_SQL = `
SELECT line FROM kickoff.outbox
WHERE id IN (SELECT min(id) FROM kickoff.outbox GROUP BY line ORDER BY min(id) LIMIT $1)
  AND (job_id IS NULL OR stored_at <= clock_timestamp() - $2 * interval '1 millisecond')
ORDER BY id
FOR UPDATE SKIP LOCKED`;
