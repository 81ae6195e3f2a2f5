import type { EntityManager } from 'typeorm';
import type { NodeState } from '../entities/flow-node.js';
import type { FlowState } from '../entities/flow.js';
import type { FlowAdvance } from './advance-flows.js';
import { recordNodes, type RecordedNode } from './blocked-record.js';
import {
  RECOUNT_FLOWS_SQL,
  RECOUNT_NODES_SQL,
  REOPEN_FLOWS_SQL,
  REOPEN_NESTED_NODES_SQL,
  RESET_NODES_SQL,
  TREE_SQL,
  UNSUCCESSFUL_NODES_SQL,
} from './reopen-flow.sql.js';

/** A node that ended without success. */
export interface UnsuccessfulNode {
  id: string;
  flow_id: string;
  name: string;
  /** Null for a nested flow. */
  type: string | null;
  state: Extract<NodeState, 'failed' | 'cancelled' | 'unneeded'>;
  was_released: boolean;
}

interface TreeFlow {
  id: string;
  parent_id: string | null;
  state: FlowState;
  started: boolean;
}

/** A tree of flows, read under its lock, that is to go on from a point in its past. */
export class ReopenedTree {
  private constructor(
    private readonly manager: EntityManager,
    private readonly flows: ReadonlyMap<string, TreeFlow>,
    readonly unsuccessful: readonly UnsuccessfulNode[],
  ) {}

  static async read(manager: EntityManager, rootId: string): Promise<ReopenedTree> {
    const flows: TreeFlow[] = await manager.query(TREE_SQL, [rootId]);
    // What a flow that succeeded did not need stays so.
    const ids = flows.filter(({ state }) => state !== 'succeeded').map(({ id }) => id);
    const nodes: UnsuccessfulNode[] = await manager.query(UNSUCCESSFUL_NODES_SQL, [ids]);
    return new ReopenedTree(manager, new Map(flows.map((flow) => [flow.id, flow])), nodes);
  }

  /** Whether a flow is another one, or nested in it. */
  isWithin(flowId: string, outer: string): boolean {
    for (let id: string | null = flowId; id !== null; id = this.flows.get(id)?.parent_id ?? null)
      if (id === outer) return true;
    return false;
  }

  /**
   * Lets nodes wait for their turn again, and with them all that was not needed because of them; decides what that means.
   * What has succeeded does not run again, and a node that was skipped stays as it is.
   */
  async goOn(
    nodes: readonly UnsuccessfulNode[],
    { advance, now, skipped }: { advance: FlowAdvance; now: number; skipped?: { id: string; flowId: string } },
  ): Promise<void> {
    const unneeded = this.unsuccessful.filter(({ state }) => state === 'unneeded');
    const again = [...new Set([...nodes, ...unneeded])].filter(
      ({ id, flow_id }) => !skipped || (id !== skipped.id && !this.isWithin(flow_id, skipped.id)),
    );
    const jobs = again.filter(({ type }) => type !== null);
    const reset: RecordedNode[] = await this.manager.query(RESET_NODES_SQL, [jobs.map(({ id }) => id)]);
    await recordNodes(this.manager, reset, 'blocked', now);
    const flowIds = this.withAncestors([
      ...(skipped ? [skipped.flowId] : []),
      ...again.map(({ id, flow_id, type }) => (type === null ? id : flow_id)),
    ]);
    await this.manager.query(REOPEN_FLOWS_SQL, [flowIds, new Date(now)]);
    await this.manager.query(REOPEN_NESTED_NODES_SQL, [flowIds]);
    await this.manager.query(RECOUNT_NODES_SQL, [flowIds]);
    await this.manager.query(RECOUNT_FLOWS_SQL, [flowIds]);
    await advance.judge(flowIds);
  }

  private withAncestors(flowIds: readonly string[]): string[] {
    const all = new Set<string>();
    for (const flowId of flowIds)
      for (let id: string | null = flowId; id !== null && !all.has(id); id = this.flows.get(id)?.parent_id ?? null)
        all.add(id);
    return [...all];
  }
}
