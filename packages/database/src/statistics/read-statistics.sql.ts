import { COUNTS, packedCounts, packedTimes, TIMES } from './count-minute.sql.js';
import { unpacked } from './roll-up.sql.js';

export const GROUPS = ['workload', 'queue', 'type'] as const;
export type Group = (typeof GROUPS)[number];

/** Columns that tell groups apart: a queue's name is its workload's own. */
export const GROUP_COLUMNS = {
  workload: ['workload'],
  queue: ['workload', 'queue'],
  type: ['workload', 'type'],
} as const satisfies Record<Group, readonly string[]>;

/**
 * What was counted from $1 until before $2, in steps of $3 milliseconds from the epoch on, by group. $4, $5, $6: only this
 * workload, queue, type; null: any.
 */
export const readStatisticsSql = (by: Group | undefined): string => {
  const keys = ['at', ...(by === undefined ? [] : GROUP_COLUMNS[by])].join(', ');
  return `
WITH kept AS MATERIALIZED (
  SELECT to_timestamp(floor(extract(epoch FROM at) * 1000 / $3::double precision) * $3::double precision / 1000) AS at, workload, queue, type,
    ${[...COUNTS, ...TIMES.flatMap((time) => [`${time}_buckets`, `${time}_counts`])].join(', ')}
  FROM kickoff.queue_minutes
  WHERE at >= $1::timestamptz AND at < $2::timestamptz
    AND ($4::text IS NULL OR workload = $4) AND ($5::text IS NULL OR queue = $5) AND ($6::text IS NULL OR type = $6)
),
amounts AS (
  SELECT ${keys}, what, bucket, sum(amount) AS amount
  FROM (${unpacked('kept.at, kept.workload, kept.queue, kept.type', 'kept')}) unpacked
  GROUP BY ${keys}, what, bucket
)
SELECT ${keys},
  ${packedCounts},
  ${packedTimes}
FROM amounts
GROUP BY ${keys}
ORDER BY ${keys}`;
};
