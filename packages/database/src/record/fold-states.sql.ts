import { selectRows, type Columns } from './columns.js';
import { MERGE_HISTORY } from './fold-history.sql.js';
import type { ReducedJob } from './reduce-events.js';
import { SIGHT_COLUMNS, SIGHT_KEY, sightColumns, type SightColumns } from './sight-columns.js';

/** A row of `job_states` on its way to PostgreSQL: column names, times in milliseconds since the epoch. */
export interface FoldedState extends SightColumns {
  id: string;
  priority: string;
  attempt: number;
  output: unknown;
  progress: unknown;
  run_at: number | undefined;
  started_at: number | undefined;
  enqueued_at: number | undefined;
  expires_at: number | undefined;
  envelope_revision: number | undefined;
}

export const STATE_COLUMNS: Columns<FoldedState> = {
  id: 'uuid',
  priority: 'text',
  attempt: 'integer',
  output: 'jsonb',
  progress: 'jsonb',
  run_at: 'time',
  started_at: 'time',
  enqueued_at: 'time',
  expires_at: 'time',
  envelope_revision: 'integer',
  ...SIGHT_COLUMNS,
};

export function foldedState(job: ReducedJob): FoldedState {
  const { event } = job.standing;
  return {
    id: job.id,
    priority: event.priority,
    attempt: event.attempt,
    output: event.output,
    progress: event.progress,
    run_at: event.runAt,
    started_at: job.startedAt,
    enqueued_at: job.enqueuedAt,
    expires_at: job.expiresAt,
    envelope_revision: job.enveloped?.revision,
    ...sightColumns(job.standing),
  };
}

/** What FOLD_STATES_SQL answers, in one row. */
export interface FoldedStates {
  /** Jobs that the record did not know. */
  added: string[] | null;
  /** Jobs whose envelope is of a later revision than the one that the record has. */
  renewed: string[] | null;
  /** Jobs that now stand where this batch saw them; null: all of it. */
  won: string[] | null;
}

const order = (row: string) =>
  `(${['revision', 'rank', 'delivery', 'state_at', 'tie'].map((column) => `${row}.${column}`).join(', ')})`;
const key = (row: string) => `(${SIGHT_KEY.map((column) => `${row}.${column}`).join(', ')})`;
const isNewer = `${order('excluded')} > ${order('stored')}`;
const isSame = `${key('excluded')} = ${key('stored')}`;
const startsEarlier = (column: string) => `excluded.${column} < coalesce(stored.${column}, 'infinity')`;

/** Kept by a rule of its own, whichever event wins. */
const RULES: Partial<Record<keyof FoldedState, string>> = {
  since: `CASE WHEN ${isSame} THEN least(excluded.since, stored.since)
    WHEN ${isNewer} THEN excluded.since ELSE stored.since END`,
  run_started_at: `CASE WHEN ${isSame} THEN least(excluded.run_started_at, stored.run_started_at)
    WHEN ${isNewer} THEN excluded.run_started_at ELSE stored.run_started_at END`,
  started_at: `CASE WHEN excluded.revision > stored.revision THEN excluded.started_at
    WHEN excluded.revision = stored.revision THEN least(excluded.started_at, stored.started_at)
    ELSE stored.started_at END`,
  enqueued_at: 'least(excluded.enqueued_at, stored.enqueued_at)',
  expires_at: 'least(excluded.expires_at, stored.expires_at)',
  envelope_revision: 'greatest(excluded.envelope_revision, stored.envelope_revision)',
};

const columns = (Object.keys(STATE_COLUMNS) as (keyof FoldedState)[]).filter((column) => column !== 'id');
const rule = (column: keyof FoldedState) =>
  RULES[column] ?? `CASE WHEN ${isNewer} THEN excluded.${column} ELSE stored.${column} END`;
const kept = Object.keys(SIGHT_COLUMNS);

/**
 * Folds reduced jobs into `job_states`. Parameters: `columnArrays` of FoldedState, sorted by id so that two recorders lock
 * in one order.
 *
 * The greatest in (revision, rank, delivery, state_at, tie) stands; what stood before moves to `job_history`, except for
 * what intake saw, which was kept when it was seen.
 */
export const FOLD_STATES_SQL = `
WITH folded AS (
  INSERT INTO kickoff.job_states AS stored (id, ${columns.join(', ')})
  ${selectRows(STATE_COLUMNS, 'id')}
  ON CONFLICT (id) DO UPDATE SET
    ${columns.map((column) => `${column} = ${rule(column)}`).join(',\n    ')}
  WHERE ${isNewer}
    OR (${isSame} AND (excluded.since < stored.since OR ${startsEarlier('run_started_at')}))
    OR (excluded.revision = stored.revision AND ${startsEarlier('started_at')})
    OR coalesce(excluded.envelope_revision, 0) > coalesce(stored.envelope_revision, 0)
    OR ${startsEarlier('enqueued_at')}
    OR ${startsEarlier('expires_at')}
  RETURNING WITH (OLD AS before, NEW AS after)
    after.id, before.id IS NULL AS is_new,
    coalesce(after.envelope_revision, 0) > coalesce(before.envelope_revision, 0) AS is_renewed,
    before.id IS NULL OR ${order('before')} <> ${order('after')} AS has_won,
    before.delivery >= 0 AND ${key('before')} <> ${key('after')} AS is_displaced,
    ${kept.map((column) => `before.${column}`).join(', ')}
), displaced AS (
  INSERT INTO kickoff.job_history AS stored (job_id, ${kept.join(', ')})
  SELECT id, ${kept.join(', ')} FROM folded WHERE is_displaced
  ${MERGE_HISTORY}
)
SELECT array_agg(id::text) FILTER (WHERE is_new) AS added,
  array_agg(id::text) FILTER (WHERE NOT is_new AND is_renewed) AS renewed,
  CASE WHEN count(*) FILTER (WHERE has_won) < cardinality($1::uuid[])
    THEN coalesce(array_agg(id::text) FILTER (WHERE has_won), '{}') END AS won
FROM folded`;
