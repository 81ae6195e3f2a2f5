import type { Span } from '../entities/queue-minute.js';
import { COUNTS, packedCounts, packedTimes, TIMES } from './count-minute.sql.js';

/** Rows of (… keys, what, bucket, amount) from rows of `queue_minutes` called `kept`, for `packedCounts` and `packedTimes`. */
export const unpacked = (keys: string, from: string): string => `
  SELECT ${keys}, what, NULL::smallint AS bucket, amount
  FROM ${from} CROSS JOIN LATERAL (VALUES ${COUNTS.map((count) => `('${count}', kept.${count})`).join(', ')}) AS told (what, amount)
  ${TIMES.map(
    (time) => `UNION ALL
  SELECT ${keys}, '${time}', bucket, amount
  FROM ${from} CROSS JOIN LATERAL unnest(kept.${time}_buckets, kept.${time}_counts) AS told (bucket, amount)`,
  ).join('\n  ')}`;

const COLUMNS = `span, at, workload, queue, type, ${COUNTS.join(', ')}, ${TIMES.flatMap((time) => [`${time}_buckets`, `${time}_counts`]).join(', ')}`;

/**
 * Makes rows of a longer span of all rows of a shorter one that began before $1, and deletes those. $1 begins such a span, so
 * that none is made in parts; should one come in parts all the same, they add up.
 */
export const rollUpSql = (from: Span, to: Span): string => `
WITH kept AS (
  DELETE FROM kickoff.queue_minutes WHERE span = '${from}' AND at < $1::timestamptz
  RETURNING *
),
earlier AS (
  DELETE FROM kickoff.queue_minutes there
  WHERE span = '${to}' AND (at, workload, queue, type) IN (
    SELECT date_trunc('${to}', at, 'UTC'), workload, queue, type FROM kept
  )
  RETURNING *
),
parts AS (SELECT * FROM kept UNION ALL SELECT * FROM earlier),
amounts AS (
  SELECT at, workload, queue, type, what, bucket, sum(amount) AS amount
  FROM (${unpacked(`date_trunc('${to}', kept.at, 'UTC') AS at, kept.workload, kept.queue, kept.type`, 'parts AS kept')}) unpacked
  GROUP BY 1, 2, 3, 4, 5, 6
)
INSERT INTO kickoff.queue_minutes AS stored (${COLUMNS})
SELECT '${to}', at, workload, queue, type,
  ${packedCounts},
  ${packedTimes}
FROM amounts
GROUP BY at, workload, queue, type
RETURNING 1`;

/** $1: time before which rows began. */
export const FORGET_SQL = `
WITH gone AS (DELETE FROM kickoff.queue_minutes WHERE at < $1::timestamptz RETURNING 1)
SELECT count(*)::integer AS gone FROM gone`;
