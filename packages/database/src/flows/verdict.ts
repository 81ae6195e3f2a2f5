/** What a statement with a blocked `node` and its `flow` says of it. */
export interface Verdict {
  id: string;
  flow_id: string;
  verdict: 'ready' | 'unneeded';
  /** It follows all the work of a batch, all of which has ended: nothing may be added from here on. */
  closes: boolean;
}

/** Columns `verdict` (null: it goes on waiting) and `closes`. */
export const VERDICT = `
  CASE
    WHEN node.is_doomed OR (node.needs_failure AND node.may_fail = 0 AND NOT node.saw_failure) THEN 'unneeded'
    WHEN node.waits_for = 0 AND (NOT node.needs_failure OR node.saw_failure) THEN 'ready'
  END AS verdict,
  flow.kind = 'batch' AND NOT node.counted AND flow.done = flow.total AS closes`;

/** Verdicts on every blocked node of running flows. $1: ids of flows. */
export const JUDGE_FLOWS_SQL = `
SELECT * FROM (
  SELECT node.id, node.flow_id, ${VERDICT}
  FROM kickoff.flow_nodes node JOIN kickoff.flows flow ON flow.id = node.flow_id
  WHERE node.flow_id = ANY ($1::uuid[]) AND node.state = 'blocked' AND flow.state = 'running'
) judged
WHERE verdict IS NOT NULL`;
