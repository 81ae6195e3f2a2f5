import type { JobNode } from '@kickoff/contracts';
import { FlowBuilder, type FlowStarter } from './flow-builder.js';
import type { FlowPlan, PlannedNode } from './flow-plan.js';
import { isNestedFlow } from './flow-plan.js';

const MAX_NAME = 200;

/** One job after the other; a job that fails ends the line. */
export class Chain extends FlowBuilder {
  private failure: JobNode | undefined;
  private readonly steps: { name: string; work: JobNode | FlowPlan }[];

  constructor(starter: FlowStarter, steps: readonly (JobNode | FlowBuilder)[]) {
    super(starter, 'chain');
    const taken = new Map<string, number>();
    this.steps = steps.map((step) => {
      const work = step instanceof FlowBuilder ? step.plan() : step;
      const name = isNestedFlow(work) ? work.name : work.contract.name;
      const times = (taken.get(name) ?? 0) + 1;
      taken.set(name, times);
      return { name: times === 1 ? name : `${name}-${times}`, work };
    });
  }

  /** Runs when a job of the chain has failed. */
  onFailure(job: JobNode): this {
    this.failure = job;
    return this;
  }

  protected name(): string {
    const names = this.steps.map(({ name }) => name).join(' → ');
    return names.length <= MAX_NAME ? names : `${names.slice(0, MAX_NAME - 1)}…`;
  }

  protected nodes(): PlannedNode[] {
    const line = this.steps.map(({ name, work }, index): PlannedNode => {
      const before = this.steps[index - 1];
      return { name, work, after: before ? [{ node: before.name, on: 'success' }] : [] };
    });
    if (this.failure) line.push({ name: 'on-failure', work: this.failure, afterAll: 'failure' });
    return line;
  }
}
