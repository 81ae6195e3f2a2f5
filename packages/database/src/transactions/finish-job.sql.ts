/**
 * Last statement of a job's transaction: keeps its result and adds its messages to the outbox, in one round trip. Answers each
 * message's id in the order of the messages, and whether its line holds others that were stored before and are not yet published.
 * $1: job id, $2: JSON text of the result, or null, $3: JSON array of { line, job_id, subject, headers, body }.
 */
export const FINISH_JOB_SQL = `
WITH kept AS (
  UPDATE kickoff.job_effects SET result = $2::jsonb WHERE job_id = $1
), stored AS (
  INSERT INTO kickoff.outbox (line, job_id, subject, headers, body)
  SELECT message ->> 'line', message ->> 'job_id', message ->> 'subject', message -> 'headers', message ->> 'body'
  FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS given (message, place)
  ORDER BY place
  RETURNING id, line
)
SELECT id, EXISTS (SELECT FROM kickoff.outbox other WHERE other.line = stored.line) AS behind FROM stored ORDER BY id`;
