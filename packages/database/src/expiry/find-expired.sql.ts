/**
 * Waiting jobs whose time to start has passed by $1, after the one that ($2, $3) names, at most $4. Served by the index
 * `jobs_expiring`.
 */
export const FIND_EXPIRED_SQL = `
SELECT id, workload, name, queue, priority, key, state, expires_at::text AS expires_at FROM kickoff.jobs
WHERE expires_at IS NOT NULL AND state IN ('queued', 'scheduled')
  AND expires_at < $1::timestamptz AND (expires_at, id) > ($2::timestamptz, $3::uuid)
ORDER BY expires_at, id
LIMIT $4`;
