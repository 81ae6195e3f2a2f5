import type { EdgeCondition, FlowEdge } from './flow.js';
import { FlowInvalid } from './errors.js';
import { nearest } from './suggest.js';

/** What the check of a graph looks at. */
export interface GraphNode {
  readonly name: string;
  readonly after?: readonly FlowEdge[] | undefined;
  readonly afterAll?: EdgeCondition | undefined;
}

/** Stands for "every node that is work" as a parent; no node can have this name. */
const ALL = '';

/**
 * Checks that every name is used once and known, and that no nodes wait for each other.
 *
 * @throws FlowInvalid; of a cycle it names the path
 */
export function checkFlowGraph(flow: string, nodes: readonly GraphNode[]): void {
  const parents = new Map<string, string[]>([[ALL, []]]);
  for (const { name, after = [], afterAll } of nodes) {
    if (parents.has(name)) throw new FlowInvalid(flow, `has two nodes named ${name}`);
    parents.set(name, [...after.map(({ node }) => node), ...(afterAll ? [ALL] : [])]);
    if (!afterAll) parents.get(ALL)!.push(name);
  }
  for (const { name, after = [] } of nodes) {
    for (const { node } of after) {
      if (node !== ALL && parents.has(node)) continue;
      const suggestion = nearest(
        node,
        nodes.map((known) => known.name),
      );
      throw new FlowInvalid(
        flow,
        `node ${name} waits for ${node}, which is no node of it${suggestion ? `; did you mean ${suggestion}?` : ''}`,
      );
    }
  }
  const cycle = findCycle(parents);
  if (cycle) throw new FlowInvalid(flow, `has nodes that wait for each other: ${cycle.join(' → ')}`);
}

/** Takes away nodes whose parents are all taken away; what is left waits for itself. */
function findCycle(parents: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const children = new Map<string, string[]>();
  const waitsFor = new Map<string, number>();
  const free: string[] = [];
  for (const [name, of] of parents) {
    waitsFor.set(name, of.length);
    if (of.length === 0) free.push(name);
    for (const parent of of) {
      const known = children.get(parent);
      if (known) known.push(name);
      else children.set(parent, [name]);
    }
  }
  for (let name = free.pop(); name !== undefined; name = free.pop()) {
    for (const child of children.get(name) ?? []) {
      const left = waitsFor.get(child)! - 1;
      waitsFor.set(child, left);
      if (left === 0) free.push(child);
    }
    waitsFor.delete(name);
  }
  const [start] = waitsFor.keys();
  if (start === undefined) return undefined;
  const path: string[] = [];
  let name = start;
  while (!path.includes(name)) {
    path.unshift(name);
    name = parents.get(name)!.find((parent) => waitsFor.has(parent))!;
  }
  const cycle = path.slice(0, path.indexOf(name) + 1).filter((step) => step !== ALL);
  // Read from the one that waits for nobody outside: each is waited for by the next.
  return [cycle.at(-1)!, ...cycle];
}
