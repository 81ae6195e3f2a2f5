import type { EdgeCondition, FlowEdge, FlowKind, JobNode } from '@kickoff/contracts';

/** A flow as its builder leaves it: inputs are not validated and nothing has an id yet. */
export interface FlowPlan {
  readonly kind: FlowKind;
  readonly name: string;
  readonly deadlineMs: number | undefined;
  readonly nodes: readonly PlannedNode[];
}

export interface PlannedNode {
  readonly name: string;
  /** A job, or a nested flow. */
  readonly work: JobNode | FlowPlan;
  readonly after?: readonly FlowEdge[];
  readonly afterAll?: EdgeCondition;
}

export function isNestedFlow(work: JobNode | FlowPlan): work is FlowPlan {
  return 'nodes' in work;
}
