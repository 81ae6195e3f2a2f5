/**
 * Claims a job's one transaction. A second claim waits until the first transaction ends: after a commit it inserts nothing,
 * after a rollback it wins. $1: job id, $2: job type.
 */
export const CLAIM_EFFECT_SQL = `
INSERT INTO kickoff.job_effects (job_id, type) VALUES ($1, $2) ON CONFLICT (job_id) DO NOTHING RETURNING job_id`;

/** $1: job id. */
export const READ_EFFECT_SQL = 'SELECT result FROM kickoff.job_effects WHERE job_id = $1';

/** $1: job id, $2: JSON text of the result, or null. */
export const KEEP_EFFECT_SQL = 'UPDATE kickoff.job_effects SET result = $2::jsonb WHERE job_id = $1';
