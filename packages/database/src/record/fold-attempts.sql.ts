import { selectRows, type Columns } from './columns.js';
import type { FoldedAttempt } from './reduce-attempts.js';

/** Folds reduced runs into `attempts`. Parameters: `columnArrays` of FoldedAttempt, sorted by key. The rule is that of `reduceAttempts`. */

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

export const ATTEMPT_COLUMNS: Columns<FoldedAttempt> = {
  job_id: 'uuid',
  revision: 'integer',
  delivery: 'integer',
  attempt: 'integer',
  worker: 'text',
  started_at: 'time',
  ended_at: 'time',
  outcome: 'text',
  state: 'text',
  error: 'jsonb',
  reason: 'text',
  metrics: 'jsonb',
  annotations: 'jsonb',
  logs: 'jsonb',
  event_revision: 'integer',
  event_rank: 'smallint',
  event_at: 'time',
  tie: 'integer',
};

export const FOLD_ATTEMPTS_SQL = `
INSERT INTO kickoff.attempts AS old (${Object.keys(ATTEMPT_COLUMNS).join(', ')})
${selectRows(ATTEMPT_COLUMNS, 'job_id, revision, delivery')}
ON CONFLICT (job_id, revision, delivery) DO UPDATE SET
  ${WINNER.map((column) => `${column} = CASE WHEN ${isNewer} THEN excluded.${column} ELSE old.${column} END`).join(',\n  ')},
  started_at = least(excluded.started_at, old.started_at)
WHERE ${isNewer} OR excluded.started_at < coalesce(old.started_at, 'infinity')`;
