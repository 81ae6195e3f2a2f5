/**
 * Counts what the common table expression `settled` (flow_id, counted, state) returned, per flow, in the same statement:
 * so a node is counted exactly when it is settled, and that happens once.
 */
export const COUNT_SETTLED = `
counted AS (
  UPDATE kickoff.flows flow SET
    open = flow.open - per_flow.settled,
    done = flow.done + per_flow.done,
    failed = flow.failed + per_flow.failed
  FROM (
    SELECT flow_id, count(*)::int AS settled, count(*) FILTER (WHERE counted)::int AS done,
      count(*) FILTER (WHERE counted AND state = 'failed')::int AS failed
    FROM settled GROUP BY flow_id
  ) per_flow
  WHERE flow.id = per_flow.flow_id
)`;
