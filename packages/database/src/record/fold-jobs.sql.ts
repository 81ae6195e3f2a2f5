import { selectRows, type Columns } from './columns.js';
import type { FoldedJob } from './reduce-jobs.js';

/**
 * Folds reduced jobs into `jobs`. Parameters: `columnArrays` of FoldedJob, sorted by id so that two recorders lock in one order.
 *
 * The winning event's values replace a row's only when it is greater in (revision, rank, delivery, at, tie); the least of
 * enqueue, expiry and start, and the envelope of the greatest revision, are kept whichever event wins.
 */

const ORDER = ['revision', 'rank', 'delivery', 'state_at', 'tie'];

const WINNER = [
  'type',
  'workload',
  'name',
  'queue',
  'priority',
  'key',
  'state',
  ...ORDER,
  'attempt',
  'reason',
  'error',
  'output',
  'progress',
  'run_at',
  'ended_at',
];

const ENVELOPE = ['envelope_revision', 'input', 'tags', 'parent_id', 'version', 'attempts_allowed'];

const isNewer = `(${ORDER.map((column) => `excluded.${column}`).join(', ')}) > (${ORDER.map((column) => `old.${column}`).join(', ')})`;
const hasNewerEnvelope = 'coalesce(excluded.envelope_revision, 0) > coalesce(old.envelope_revision, 0)';

export const JOB_COLUMNS: Columns<FoldedJob> = {
  id: 'uuid',
  type: 'text',
  workload: 'text',
  name: 'text',
  queue: 'text',
  priority: 'text',
  key: 'text',
  state: 'text',
  revision: 'integer',
  rank: 'smallint',
  delivery: 'integer',
  state_at: 'time',
  tie: 'integer',
  attempt: 'integer',
  reason: 'text',
  error: 'jsonb',
  output: 'jsonb',
  progress: 'jsonb',
  run_at: 'time',
  started_at: 'time',
  ended_at: 'time',
  enqueued_at: 'time',
  expires_at: 'time',
  envelope_revision: 'integer',
  input: 'jsonb',
  tags: 'text[]',
  parent_id: 'text',
  version: 'integer',
  attempts_allowed: 'integer',
};

export const FOLD_JOBS_SQL = `
INSERT INTO kickoff.jobs AS old (${Object.keys(JOB_COLUMNS).join(', ')})
${selectRows(JOB_COLUMNS, 'id')}
ON CONFLICT (id) DO UPDATE SET
  ${WINNER.map((column) => `${column} = CASE WHEN ${isNewer} THEN excluded.${column} ELSE old.${column} END`).join(',\n  ')},
  ${ENVELOPE.map((column) => `${column} = CASE WHEN ${hasNewerEnvelope} THEN excluded.${column} ELSE old.${column} END`).join(',\n  ')},
  started_at = CASE
    WHEN excluded.revision > old.revision THEN excluded.started_at
    WHEN excluded.revision = old.revision THEN least(excluded.started_at, old.started_at)
    ELSE old.started_at END,
  enqueued_at = least(excluded.enqueued_at, old.enqueued_at),
  expires_at = least(excluded.expires_at, old.expires_at)
WHERE ${isNewer}
  OR ${hasNewerEnvelope}
  OR (excluded.revision = old.revision AND excluded.started_at < coalesce(old.started_at, 'infinity'))
  OR excluded.enqueued_at < coalesce(old.enqueued_at, 'infinity')
  OR excluded.expires_at < coalesce(old.expires_at, 'infinity')`;
