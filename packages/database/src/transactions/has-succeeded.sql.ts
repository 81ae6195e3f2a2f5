/** Whether an event said that this revision, or a later one, succeeded. $1: job id, $2: revision. */
export const HAS_SUCCEEDED_SQL = `
SELECT EXISTS (
  SELECT FROM kickoff.job_sights WHERE job_id = $1 AND revision >= $2 AND state = 'succeeded'
) AS succeeded`;
