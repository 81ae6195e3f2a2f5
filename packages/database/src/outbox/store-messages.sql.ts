/** Adds messages to the outbox in their order. $1: JSON array of { line, job_id, subject, headers, body }. */
export const STORE_MESSAGES_SQL = `
INSERT INTO kickoff.outbox (line, job_id, subject, headers, body)
SELECT message ->> 'line', message ->> 'job_id', message ->> 'subject', message -> 'headers', message ->> 'body'
FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS stored (message, place)
ORDER BY place`;

/** Wakes the relays when the transaction commits. */
export const NOTIFY_RELAYS_SQL = `NOTIFY kickoff_outbox`;
export const OUTBOX_CHANNEL = 'kickoff_outbox';
