/** Folds reduced runs into `attempts`. $1: JSON array of FoldedAttempt, sorted by key. The rule is that of `reduceAttempts`. */

const WINNER = [
  'attempt',
  'worker',
  'ended_at',
  'outcome',
  'state',
  'error',
  'reason',
  'metrics',
  'annotations',
  'logs',
  'event_revision',
  'event_rank',
  'event_at',
  'tie',
];

const order = (row: string) =>
  `(${row}.outcome IS NOT NULL, ${row}.event_revision, ${row}.event_rank, ${row}.event_at, ${row}.tie)`;
const isNewer = `${order('excluded')} > ${order('old')}`;

export const FOLD_ATTEMPTS_SQL = `
INSERT INTO kickoff.attempts AS old (job_id, revision, delivery, started_at, ${WINNER.join(', ')})
SELECT job_id, revision, delivery, started_at, ${WINNER.join(', ')}
FROM jsonb_to_recordset($1::jsonb) AS folded (
  job_id uuid, revision integer, delivery integer, attempt integer, worker text,
  started_at timestamptz, ended_at timestamptz, outcome text, state text, error jsonb, reason text,
  metrics jsonb, annotations jsonb, logs jsonb,
  event_revision integer, event_rank smallint, event_at timestamptz, tie integer
)
ORDER BY job_id, revision, delivery
ON CONFLICT (job_id, revision, delivery) DO UPDATE SET
  ${WINNER.map((column) => `${column} = CASE WHEN ${isNewer} THEN excluded.${column} ELSE old.${column} END`).join(',\n  ')},
  started_at = least(excluded.started_at, old.started_at)
WHERE ${isNewer} OR excluded.started_at < coalesce(old.started_at, 'infinity')`;
