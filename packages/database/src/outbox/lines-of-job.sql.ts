/** Lines that a job's messages stand in, and the last of them. $1: job id. */
export const LINES_OF_JOB_SQL = `
SELECT array_agg(DISTINCT line) AS lines, max(id) AS last FROM kickoff.outbox WHERE job_id = $1`;
