/** Folds reduced states into `transitions`. $1: JSON array of FoldedTransition, sorted by key. The first sight of a state stays. */
export const FOLD_TRANSITIONS_SQL = `
INSERT INTO kickoff.transitions AS old (job_id, revision, rank, delivery, state, at, reason, intake, tie)
SELECT job_id, revision, rank, delivery, state, at, reason, intake, tie
FROM jsonb_to_recordset($1::jsonb) AS folded (
  job_id uuid, revision integer, rank smallint, delivery integer, state text,
  at timestamptz, reason text, intake boolean, tie integer
)
ORDER BY job_id, revision, rank, delivery, state
ON CONFLICT (job_id, revision, rank, delivery, state) DO UPDATE SET
  at = excluded.at, reason = excluded.reason, intake = excluded.intake, tie = excluded.tie
WHERE (excluded.intake, excluded.at, excluded.tie) < (old.intake, old.at, old.tie)`;
