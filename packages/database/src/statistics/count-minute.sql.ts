import { bucketSql } from './time-buckets.js';

const within = (column: string) => `${column} >= $1::timestamptz AND ${column} < $1::timestamptz + interval '1 minute'`;
const milliseconds = (from: string, to: string) => `extract(epoch FROM ${to} - ${from})::double precision * 1000`;

/** Counts of a row of `queue_minutes`, in order. */
export const COUNTS = [
  'enqueued',
  'started',
  'succeeded',
  'failed',
  'retried',
  'dead',
  'cancelled',
  'expired',
] as const;
export type Count = (typeof COUNTS)[number];

/** Histograms of a row of `queue_minutes`. */
export const TIMES = ['wait', 'run'] as const;

/** Selects histograms from rows of (… keys, what, bucket, amount) as `<time>_buckets` and `<time>_counts`. */
export const packedTimes = TIMES.flatMap((time) => [
  `coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE what = '${time}'), '{}')::smallint[] AS ${time}_buckets`,
  `coalesce(array_agg(amount ORDER BY bucket) FILTER (WHERE what = '${time}'), '{}')::bigint[] AS ${time}_counts`,
]).join(',\n  ');

export const packedCounts = COUNTS.map(
  (count) => `coalesce(sum(amount) FILTER (WHERE what = '${count}'), 0)::bigint AS ${count}`,
).join(',\n  ');

const sampled = (time: (typeof TIMES)[number], row: string) =>
  `(SELECT coalesce(sum(n), 0) FROM unnest(${row}.${time}_counts) n)`;

/**
 * Counts a minute ($1: its beginning) from all that the record has of it and stores the result.
 *
 * A run is one, and a state of one revision is one, however often they are told; what intake saw counts for nothing that an
 * event tells better. What was counted once stays: retention may have dropped the jobs since.
 */
export const COUNT_MINUTE_SQL = `
WITH sights AS MATERIALIZED (
  SELECT id AS job_id, state, revision, delivery, since, outcome, run_revision, run_delivery, run_started_at, run_ended_at, enqueued_at,
    true AS stands
  FROM kickoff.job_states
  WHERE (${within('since')}) OR (${within('run_started_at')}) OR (${within('enqueued_at')})
  UNION ALL
  SELECT job_id, state, revision, delivery, since, outcome, run_revision, run_delivery, run_started_at, run_ended_at, NULL, false
  FROM kickoff.job_history
  WHERE (${within('since')}) OR (${within('run_started_at')})
),
started AS MATERIALIZED (
  SELECT job_id, run_revision, run_delivery, min(run_started_at) AS started_at, min(enqueued_at) AS enqueued_at
  FROM sights WHERE run_revision > 0 AND ${within('run_started_at')}
  GROUP BY job_id, run_revision, run_delivery
),
facts AS (
  SELECT job_id, 'enqueued' AS what, NULL::smallint AS bucket FROM sights WHERE stands AND ${within('enqueued_at')}
  UNION ALL
  SELECT job_id, 'started', NULL FROM started
  UNION ALL
  SELECT job_id, 'succeeded', NULL FROM sights WHERE stands AND state = 'succeeded' AND ${within('since')}
  UNION ALL
  SELECT job_id, CASE state WHEN 'retrying' THEN 'retried' ELSE state END, NULL
  FROM (
    SELECT DISTINCT job_id, revision, state FROM sights
    WHERE delivery >= 0 AND state IN ('retrying', 'dead', 'cancelled', 'expired') AND ${within('since')}
  ) changed
  UNION ALL
  SELECT job_id, what, bucket
  FROM (
    SELECT DISTINCT ON (job_id, run_revision, run_delivery) job_id, outcome,
      ${bucketSql(milliseconds('run_started_at', 'run_ended_at'))} AS bucket
    FROM sights
    WHERE outcome IN ('succeeded', 'failed') AND ${within('since')}
    ORDER BY job_id, run_revision, run_delivery, since
  ) ended
  CROSS JOIN LATERAL (
    SELECT 'run' AS what WHERE bucket IS NOT NULL UNION ALL SELECT 'failed' WHERE outcome = 'failed'
  ) told
  UNION ALL
  SELECT started.job_id, 'wait', ${bucketSql(milliseconds('enqueued.at', 'started.started_at'))}
  FROM started
  CROSS JOIN LATERAL (
    SELECT coalesce(
      started.enqueued_at, (SELECT enqueued_at FROM kickoff.job_states WHERE id = started.job_id)
    ) AS at
  ) enqueued
  WHERE enqueued.at IS NOT NULL
    AND ((run_revision, run_delivery) = (1, 1) OR NOT EXISTS (
      SELECT FROM kickoff.job_history earlier
      WHERE earlier.job_id = started.job_id AND earlier.run_revision > 0
        AND (earlier.run_revision, earlier.run_delivery) < (started.run_revision, started.run_delivery)
    ))
    AND NOT EXISTS (
      SELECT FROM kickoff.job_envelopes delayed
      WHERE delayed.id = started.job_id AND delayed.seen_revision = 1 AND delayed.seen_state = 'scheduled'
    )
    AND NOT EXISTS (
      SELECT FROM kickoff.job_history delayed
      WHERE delayed.job_id = started.job_id AND delayed.revision = 1 AND delayed.state = 'scheduled'
    )
),
amounts AS (
  SELECT workload, queue, type, what, CASE WHEN what IN ('wait', 'run') THEN bucket END AS bucket, count(*) AS amount
  FROM facts JOIN kickoff.job_envelopes ON id = job_id
  GROUP BY 1, 2, 3, 4, 5
)
INSERT INTO kickoff.queue_minutes AS kept
  (span, at, workload, queue, type, ${COUNTS.join(', ')}, ${TIMES.flatMap((time) => [`${time}_buckets`, `${time}_counts`]).join(', ')})
SELECT 'minute', $1::timestamptz, workload, queue, type,
  ${packedCounts},
  ${packedTimes}
FROM amounts
GROUP BY workload, queue, type
ON CONFLICT (span, at, workload, queue, type) DO UPDATE SET
  ${COUNTS.map((count) => `${count} = greatest(kept.${count}, excluded.${count})`).join(',\n  ')},
  ${TIMES.flatMap((time) =>
    ['buckets', 'counts'].map(
      (part) =>
        `${time}_${part} = CASE WHEN ${sampled(time, 'excluded')} >= ${sampled(time, 'kept')} THEN excluded.${time}_${part} ELSE kept.${time}_${part} END`,
    ),
  ).join(',\n  ')}`;
