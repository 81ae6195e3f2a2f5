/**
 * Last statement of a transaction: keeps the results of its jobs, gives up what those that were rejected have claimed and
 * stored, and adds messages to the outbox, in one round trip. Answers each message's id in the order of the messages, and whether its line
 * holds others that were stored before and are not yet published.
 * $1: job ids, $2: JSON text of their results, $3: JSON array of { line, job_id, subject, headers, body }, $4: rejected ids.
 */
export const FINISH_JOBS_SQL = `
WITH kept AS (
  UPDATE kickoff.job_effects effect SET result = done.result::jsonb
  FROM unnest($1::text[], $2::text[]) AS done (job_id, result) WHERE effect.job_id = done.job_id
), dropped AS (
  DELETE FROM kickoff.job_effects WHERE job_id = ANY ($4::text[])
), unstored AS (
  DELETE FROM kickoff.outbox WHERE job_id = ANY ($4::text[])
), stored AS (
  INSERT INTO kickoff.outbox (line, job_id, subject, headers, body)
  SELECT line, job_id, subject, headers, body
  FROM ROWS FROM (
    json_to_recordset($3::json) AS (line text, job_id text, subject text, headers jsonb, body text)
  ) WITH ORDINALITY AS given (line, job_id, subject, headers, body, place)
  ORDER BY place
  RETURNING id, line
)
SELECT id, EXISTS (SELECT FROM kickoff.outbox other WHERE other.line = stored.line) AS behind FROM stored ORDER BY id`;
