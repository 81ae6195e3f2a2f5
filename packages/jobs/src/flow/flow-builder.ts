import { durationMs, type Duration, type FlowKind } from '@kickoff/contracts';
import type { FlowPlan, PlannedNode } from './flow-plan.js';

/** Where a built flow goes: to the broker, or to the outbox of a transaction. */
export interface FlowStarter {
  startFlow(plan: FlowPlan, options: StartOptions): Promise<StartedFlow>;
}

export interface StartOptions {
  /** The flow's id when the caller derives it (UUIDv7); the same id twice is one flow. */
  id?: string;
}

export interface StartedFlow {
  id: string;
  /** Ids of its jobs by the names of their nodes; of a nested flow's as `<flow>/<job>`. */
  jobIds: ReadonlyMap<string, string>;
}

/** What chains, batches and graphs have in common. */
export abstract class FlowBuilder {
  private deadlineMs: number | undefined;

  protected constructor(
    private readonly starter: FlowStarter,
    private readonly kind: FlowKind,
  ) {}

  /** What has not ended this long after the flow's start is cancelled, and the flow fails. */
  deadline(duration: Duration): this {
    this.deadlineMs = durationMs(duration, 'flow.deadline');
    return this;
  }

  /**
   * Starts the flow; when it resolves, the broker has it whole, or the transaction has. PostgreSQL may be away.
   *
   * @throws FlowInvalid, InputInvalid, MessageInvalid, PriorityNotDeclared, Overloaded, BrokerUnavailable
   */
  async start(options: StartOptions = {}): Promise<StartedFlow> {
    return this.starter.startFlow(this.plan(), options);
  }

  /** For a flow that holds this one. */
  plan(): FlowPlan {
    return { kind: this.kind, name: this.name(), deadlineMs: this.deadlineMs, nodes: this.nodes() };
  }

  protected abstract name(): string;
  protected abstract nodes(): PlannedNode[];
}
