import type { DataSource } from 'typeorm';
import { FlowInvalid, MAX_FLOW_NODES, TooLate, type FlowNode } from '@kickoff/contracts';
import { FlowAdvance } from './advance-flows.js';
import { LOCK_ROOTS_OF_FLOWS_SQL } from './lock-roots.sql.js';
import { insertNodes } from './store-flow.js';

interface BatchRow {
  root_id: string;
  name: string;
  kind: string;
  scope: string;
  state: string;
  /** Of a running batch: its deadline has passed. */
  reason: string | null;
  nodes: number;
  next: number;
}

const READ_BATCH_SQL = `
SELECT root_id, name, kind, scope, state, reason,
  (SELECT count(*)::int FROM kickoff.flow_nodes node WHERE node.root_id = flow.root_id) AS nodes,
  (SELECT max(ordinal) + 1 FROM kickoff.flow_nodes node WHERE node.flow_id = flow.id) AS next
FROM kickoff.flows flow WHERE id = $1`;

/** Counts new work ($2) of a flow ($1), and for those that follow all of it. */
const GROW_SQL = `
WITH grown AS (
  UPDATE kickoff.flows SET total = total + $2, open = open + $2 WHERE id = $1
  RETURNING follower_ids, follower_on
)
UPDATE kickoff.flow_nodes node SET
  waits_for = node.waits_for + CASE WHEN condition <> 'failure' THEN $2 ELSE 0 END,
  may_fail = node.may_fail + CASE WHEN condition = 'failure' THEN $2 ELSE 0 END
FROM grown, unnest(grown.follower_ids, grown.follower_on) AS followers (id, condition)
WHERE node.id = followers.id AND node.state = 'blocked'`;

/**
 * Adds jobs to a running batch and releases them; those it has already change nothing. The addition itself holds back the
 * batch's end until it is acked. False when there is no such flow.
 *
 * @throws FlowInvalid when it is no batch or would be too large; TooLate when it has ended
 */
export async function addToBatch(
  dataSource: DataSource,
  { flowId, scope, nodes }: { flowId: string; scope: string; nodes: readonly FlowNode[] },
  now: number,
): Promise<boolean> {
  return dataSource.transaction(async (manager) => {
    const [root]: { id: string }[] = await manager.query(LOCK_ROOTS_OF_FLOWS_SQL, [[flowId]]);
    if (!root) return false;
    const [batch]: [BatchRow] = await manager.query(READ_BATCH_SQL, [flowId]);
    if (batch.kind !== 'batch')
      throw new FlowInvalid(batch.name, `is a ${batch.kind}; jobs can be added to batches only`);
    if (scope !== '_' && batch.scope !== '_' && batch.scope !== scope)
      throw new FlowInvalid(batch.name, `belongs to workload ${batch.scope}, not to ${scope}`);
    if (nodes.some(({ job, after, afterAll, flow }) => !job || after || afterAll || flow))
      throw new FlowInvalid(batch.name, 'takes jobs only, which wait for nothing');
    if (batch.state !== 'running' || batch.reason !== null)
      throw new TooLate(
        `batch ${batch.name} is ${batch.reason === null ? batch.state : `ending, because ${batch.reason}`}; ${nodes.length} jobs came too late for it`,
      );
    if (batch.nodes + nodes.length > MAX_FLOW_NODES)
      throw new FlowInvalid(batch.name, `has more than ${MAX_FLOW_NODES} nodes`);
    const added = await insertNodes(
      manager,
      nodes.map(({ id, name, job }, index) => ({
        id,
        flow_id: flowId,
        root_id: batch.root_id,
        ordinal: (batch.next ?? 0) + index,
        name,
        type: job!.type,
        counted: true,
        job,
        parent_ids: [],
        child_ids: [],
        child_on: [],
        waits_for: 0,
        may_fail: 0,
        needs_failure: false,
      })),
    );
    await manager.query(GROW_SQL, [flowId, added.length]);
    const advance = new FlowAdvance({ manager, roots: [root.id], now, isGrowing: async () => true });
    await advance.judge([flowId]);
    await advance.run();
    return true;
  });
}
