import { selectRows, type Columns } from './columns.js';
import { LATEST, SIGHT_COLUMNS, SIGHT_KEY, sightColumns, type SightColumns } from './sight-columns.js';
import type { Sight } from './sight.js';

/** A row of `job_history` on its way to PostgreSQL. */
export interface FoldedHistory extends SightColumns {
  job_id: string;
}

export const HISTORY_COLUMNS: Columns<FoldedHistory> = { job_id: 'uuid', ...SIGHT_COLUMNS };

export function foldedHistory(sight: Sight): FoldedHistory {
  return { job_id: sight.event.id, ...sightColumns(sight) };
}

const isLater = '(excluded.state_at, excluded.tie) > (stored.state_at, stored.tie)';

/** Ends an INSERT into `job_history AS stored`: what is there of the same sight becomes what both say. */
export const MERGE_HISTORY = `ON CONFLICT (job_id, ${SIGHT_KEY.join(', ')}) DO UPDATE SET
    ${LATEST.map((column) => `${column} = CASE WHEN ${isLater} THEN excluded.${column} ELSE stored.${column} END`).join(',\n    ')},
    since = least(excluded.since, stored.since),
    run_started_at = least(excluded.run_started_at, stored.run_started_at)
  WHERE ${isLater} OR excluded.since < stored.since
    OR excluded.run_started_at < coalesce(stored.run_started_at, 'infinity')`;

/**
 * Keeps sights of jobs that stand elsewhere. Parameters: `columnArrays` of FoldedHistory, of jobs that this transaction has
 * locked. What `job_states` already says is left out.
 */
export const FOLD_HISTORY_SQL = `
WITH told (${Object.keys(HISTORY_COLUMNS).join(', ')}) AS (
  ${selectRows(HISTORY_COLUMNS, `job_id, ${SIGHT_KEY.join(', ')}`)}
)
INSERT INTO kickoff.job_history AS stored (${Object.keys(HISTORY_COLUMNS).join(', ')})
SELECT * FROM told
WHERE NOT EXISTS (
  SELECT FROM kickoff.job_states standing
  WHERE standing.id = told.job_id
    AND (${SIGHT_KEY.map((column) => `standing.${column}`).join(', ')}) = (${SIGHT_KEY.map((column) => `told.${column}`).join(', ')})
    AND (standing.state_at, standing.tie) >= (told.state_at, told.tie)
    AND standing.since <= told.since
    AND (told.run_started_at IS NULL OR standing.run_started_at <= told.run_started_at)
)
${MERGE_HISTORY}`;
