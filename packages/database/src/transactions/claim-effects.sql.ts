/**
 * Claims the one transaction of each job, in order of id so that two batches never deadlock. A second claim waits until the
 * first transaction ends: after a commit it inserts nothing, after a rollback it wins. $1: job ids, $2: their type.
 */
export const CLAIM_EFFECTS_SQL = `
INSERT INTO kickoff.job_effects (job_id, type) SELECT id, $2 FROM unnest($1::text[]) AS claimed (id) ORDER BY id
ON CONFLICT (job_id) DO NOTHING RETURNING job_id`;

/** $1: job ids. */
export const READ_EFFECTS_SQL = 'SELECT job_id, result FROM kickoff.job_effects WHERE job_id = ANY ($1)';
