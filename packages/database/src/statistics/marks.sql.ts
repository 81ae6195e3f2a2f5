/** Minutes that are marked and ended before $1, the latest first, with the marks ($2: at most so many minutes). */
export const MARKED_MINUTES_SQL = `
SELECT minute, array_agg(id::text) AS ids FROM kickoff.statistics_marks
WHERE minute <= $1::timestamptz - interval '1 minute'
GROUP BY minute ORDER BY minute DESC LIMIT $2`;

/** $1: ids. Those alone: a mark that came since is of something that may not have been counted. */
export const DELETE_MARKS_SQL = 'DELETE FROM kickoff.statistics_marks WHERE id = ANY ($1::bigint[])';

/** Takes the work for this transaction; false: another replica has it. $1: a key. */
export const TAKE_WORK_SQL = 'SELECT pg_try_advisory_xact_lock($1) AS taken';
