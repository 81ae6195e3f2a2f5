import { selectRows, type Columns } from './columns.js';
import type { FoldedTransition } from './reduce-transitions.js';

/** Folds reduced states into `transitions`. Parameters: `columnArrays` of FoldedTransition, sorted by key. The first sight of a state stays. */
export const TRANSITION_COLUMNS: Columns<FoldedTransition> = {
  job_id: 'uuid',
  revision: 'integer',
  rank: 'smallint',
  delivery: 'integer',
  state: 'text',
  at: 'time',
  reason: 'text',
  intake: 'boolean',
  tie: 'integer',
};

export const FOLD_TRANSITIONS_SQL = `
INSERT INTO kickoff.transitions AS old (${Object.keys(TRANSITION_COLUMNS).join(', ')})
${selectRows(TRANSITION_COLUMNS, 'job_id, revision, rank, delivery, state')}
ON CONFLICT (job_id, revision, rank, delivery, state) DO UPDATE SET
  at = excluded.at, reason = excluded.reason, intake = excluded.intake, tie = excluded.tie
WHERE (excluded.intake, excluded.at, excluded.tie) < (old.intake, old.at, old.tie)`;
