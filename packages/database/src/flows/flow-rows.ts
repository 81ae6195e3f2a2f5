import {
  checkFlowGraph,
  FlowInvalid,
  MAX_FLOW_NODES,
  type EdgeCondition,
  type FlowJob,
  type FlowNode,
  type FlowOutline,
} from '@kickoff/contracts';

/** A row of `flows` as the insert takes it. */
export interface NewFlow {
  id: string;
  root_id: string;
  parent_id: string | undefined;
  name: string;
  kind: string;
  scope: string;
  state: 'blocked' | 'running';
  total: number;
  open: number;
  follower_ids: string[];
  follower_on: EdgeCondition[];
  deadline_ms: number | undefined;
}

/** A row of `flow_nodes` as the insert takes it. */
export interface NewNode {
  id: string;
  flow_id: string;
  root_id: string;
  ordinal: number;
  name: string;
  type: string | undefined;
  counted: boolean;
  job: FlowJob | undefined;
  parent_ids: string[];
  child_ids: string[];
  child_on: EdgeCondition[];
  waits_for: number;
  may_fail: number;
  needs_failure: boolean;
}

/**
 * Checks a flow from the wire whole, its nested ones with it, and makes it rows.
 *
 * @throws FlowInvalid
 */
export function flowRows(
  outlines: readonly FlowOutline[],
  nodes: readonly FlowNode[],
  scope: string,
): { flows: NewFlow[]; nodes: NewNode[] } {
  const [root] = outlines as [FlowOutline, ...FlowOutline[]];
  if (nodes.length > MAX_FLOW_NODES) throw new FlowInvalid(root.name, `has more than ${MAX_FLOW_NODES} nodes`);
  const byFlow = new Map<string, FlowNode[]>(outlines.map(({ id }) => [id, []]));
  const ids = new Set<string>();
  for (const node of nodes) {
    const flow = byFlow.get(node.flow ?? root.id);
    if (!flow || ids.has(node.id)) throw new FlowInvalid(root.name, `has a node ${node.name} with a wrong id`);
    ids.add(node.id);
    flow.push(node);
  }
  assertTree(root, outlines, byFlow);
  const rows = { flows: [] as NewFlow[], nodes: [] as NewNode[] };
  for (const outline of outlines) {
    const own = byFlow.get(outline.id)!;
    checkFlowGraph(outline.name, own);
    const made = nodeRows(own, outline.id, root.id);
    const followers = own.filter(({ afterAll }) => afterAll);
    rows.nodes.push(...made);
    rows.flows.push({
      id: outline.id,
      root_id: root.id,
      parent_id: outline.parent,
      name: outline.name,
      kind: outline.kind,
      scope,
      state: outline === root ? 'running' : 'blocked',
      total: own.length - followers.length,
      open: own.length,
      follower_ids: followers.map(({ id }) => id),
      follower_on: followers.map(({ afterAll }) => afterAll!),
      deadline_ms: outline.deadlineMs,
    });
  }
  return rows;
}

/** Every flow but the first is nested in one before it, and stands for exactly one node of that. */
function assertTree(
  root: FlowOutline,
  outlines: readonly FlowOutline[],
  byFlow: ReadonlyMap<string, readonly FlowNode[]>,
): void {
  const known = new Set<string>();
  for (const { id, name, parent } of outlines) {
    const isPlaced = id === root.id ? parent === undefined : parent !== undefined && known.has(parent);
    if (!isPlaced || known.has(id)) throw new FlowInvalid(root.name, `has a nested flow ${name} without a place`);
    known.add(id);
  }
  const nested = new Set(outlines.slice(1).map(({ id, parent }) => `${parent}/${id}`));
  for (const [flow, nodes] of byFlow) {
    for (const { id, name, job } of nodes)
      if (!job && !nested.delete(`${flow}/${id}`)) throw new FlowInvalid(root.name, `has a node ${name} without a job`);
  }
  if (nested.size > 0) throw new FlowInvalid(root.name, 'has a nested flow without a node');
}

function nodeRows(nodes: readonly FlowNode[], flowId: string, rootId: string): NewNode[] {
  const work = nodes.filter(({ afterAll }) => !afterAll).length;
  const rows = new Map<string, NewNode>();
  nodes.forEach(({ id, name, job, after = [], afterAll }, ordinal) => {
    const mayFail = after.filter(({ on }) => on === 'failure').length + (afterAll === 'failure' ? work : 0);
    rows.set(name, {
      id,
      flow_id: flowId,
      root_id: rootId,
      ordinal,
      name,
      type: job?.type,
      counted: !afterAll,
      job,
      parent_ids: [],
      child_ids: [],
      child_on: [],
      waits_for: after.filter(({ on }) => on !== 'failure').length + (afterAll && afterAll !== 'failure' ? work : 0),
      may_fail: mayFail,
      needs_failure: afterAll === 'failure' || after.some(({ on }) => on === 'failure'),
    });
  });
  for (const { name, after = [] } of nodes) {
    const child = rows.get(name)!;
    for (const { node, on } of after) {
      const parent = rows.get(node)!;
      child.parent_ids.push(parent.id);
      parent.child_ids.push(child.id);
      parent.child_on.push(on);
    }
  }
  return [...rows.values()];
}
