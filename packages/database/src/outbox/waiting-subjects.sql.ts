/** Which of these messages ($1: lines, $2: their subjects) the outbox still holds. */
export const WAITING_SUBJECTS_SQL = `
SELECT DISTINCT outbox.subject
FROM unnest($1::text[], $2::text[]) AS asked (line, subject) JOIN kickoff.outbox USING (line, subject)`;
