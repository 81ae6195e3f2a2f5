/** Log lines of a job ($1), latest first. $2: pattern of text, $3: level, $4: attempt (null: any), $5: how many. */
export const FIND_LINES_SQL = `
SELECT line, run.attempt
FROM kickoff.attempts run, jsonb_array_elements(run.logs) WITH ORDINALITY AS lines (line, place)
WHERE run.job_id = $1
  AND ($2::text IS NULL OR line ->> 'message' ILIKE $2 OR (line -> 'fields')::text ILIKE $2)
  AND ($3::text IS NULL OR line ->> 'level' = $3)
  AND ($4::int IS NULL OR run.attempt = $4)
ORDER BY run.revision DESC, run.delivery DESC, place DESC
LIMIT $5`;
