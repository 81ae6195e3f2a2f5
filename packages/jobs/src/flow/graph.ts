import type { EdgeCondition, FlowEdge, JobNode } from '@kickoff/contracts';
import { FlowBuilder, type FlowStarter } from './flow-builder.js';
import type { PlannedNode } from './flow-plan.js';

/** What a node waits for: the success of another one, or what it says. */
export type After<Name extends string> = Name | { node: Name; on: EdgeCondition };

/** One node of a graph: a job or a nested flow, with what it waits for. */
export type GraphPart<Name extends string> =
  | JobNode
  | FlowBuilder
  | { job: JobNode; flow?: never; after?: readonly After<Name>[] }
  | { flow: FlowBuilder; job?: never; after?: readonly After<Name>[] };

/** Jobs that wait for each other in any way but a circle. */
export class Graph<Name extends string = string> extends FlowBuilder {
  constructor(
    starter: FlowStarter,
    private readonly title: string,
    private readonly parts: Readonly<Record<Name, GraphPart<Name>>>,
  ) {
    super(starter, 'flow');
  }

  protected name(): string {
    return this.title;
  }

  protected nodes(): PlannedNode[] {
    return Object.entries<GraphPart<Name>>(this.parts).map(([name, part]) => {
      if (part instanceof FlowBuilder) return { name, work: part.plan() };
      if ('contract' in part) return { name, work: part };
      const work = part.flow ? part.flow.plan() : part.job;
      return { name, work, after: part.after?.map(asEdge) };
    });
  }
}

function asEdge(after: After<string>): FlowEdge {
  return typeof after === 'string' ? { node: after, on: 'success' } : after;
}
