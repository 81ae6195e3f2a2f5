import type { DataSource, EntityManager } from 'typeorm';
import { FlowInvalid, type FlowNode, type FlowOutline } from '@kickoff/contracts';
import { databaseJson } from '../record/json.js';
import { FlowAdvance, type AdvanceCounts, type AdvanceOptions } from './advance-flows.js';
import { recordNodes, type RecordedNode } from './blocked-record.js';
import { flowRows, type NewNode } from './flow-rows.js';
import { INSERT_FLOWS_SQL, INSERT_NODES_SQL, REFUSE_FLOW_SQL } from './insert-flow.sql.js';

export interface FlowToStore {
  flows: readonly [FlowOutline, ...FlowOutline[]];
  nodes: readonly FlowNode[];
  scope: string;
}

type StoreOptions = Pick<AdvanceOptions, 'now' | 'isGrowing'>;

const BATCH = 2_000;

const BLOCKED_NODES_SQL = `
SELECT id, type, job, revision FROM kickoff.flow_nodes WHERE root_id = $1 AND state = 'blocked'`;

/**
 * Stores a flow and releases what waits for nothing, in one transaction. One that is stored already is left alone.
 *
 * @throws FlowInvalid; nothing was stored
 */
export async function storeFlow(
  dataSource: DataSource,
  { flows, nodes, scope }: FlowToStore,
  options: StoreOptions,
): Promise<AdvanceCounts | undefined> {
  const rows = flowRows(flows, nodes, scope);
  const [{ id: rootId }] = flows;
  return dataSource.transaction(async (manager) => {
    const now = new Date(options.now);
    const stored: { id: string }[] = await manager.query(INSERT_FLOWS_SQL, [databaseJson(rows.flows), now]);
    if (stored.length === 0) return undefined;
    if (stored.length < rows.flows.length || (await insertNodes(manager, rows.nodes)).length < rows.nodes.length)
      throw new FlowInvalid(flows[0].name, 'has ids that are taken');
    const advance = new FlowAdvance({ ...options, manager, roots: [rootId] });
    await advance.judge([rootId]);
    const counts = await advance.run();
    const blocked: RecordedNode[] = await manager.query(BLOCKED_NODES_SQL, [rootId]);
    await recordNodes(manager, blocked, 'blocked', options.now);
    return counts;
  });
}

/** Ids of those that were new. */
export async function insertNodes(manager: EntityManager, nodes: readonly NewNode[]): Promise<string[]> {
  const stored: string[] = [];
  for (let from = 0; from < nodes.length; from += BATCH) {
    const part = databaseJson(nodes.slice(from, from + BATCH));
    const rows: { id: string }[] = await manager.query(INSERT_NODES_SQL, [part]);
    stored.push(...rows.map(({ id }) => id));
  }
  return stored;
}

/** Keeps that a flow was refused, and why. */
export async function refuseFlow(
  dataSource: DataSource,
  { flows: [flow], scope }: Pick<FlowToStore, 'flows' | 'scope'>,
  why: string,
  now: number,
): Promise<void> {
  await dataSource.query(REFUSE_FLOW_SQL, [flow.id, flow.name, flow.kind, scope, why, new Date(now)]);
}
