/** Which messages ($1: job ids, $2: their revisions) the record calls over: their job has ended, or has a later message. */
export const FIND_OVER_SQL = `
SELECT DISTINCT job.id, seen.revision FROM kickoff.jobs job
JOIN unnest($1::uuid[], $2::integer[]) AS seen (id, revision) ON seen.id = job.id
WHERE job.revision > seen.revision
  OR (job.revision = seen.revision AND job.state IN ('succeeded', 'dead', 'cancelled', 'expired'))`;
