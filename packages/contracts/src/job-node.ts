import type { AnyContract, InputOf } from './contract.js';
import type { Duration } from './duration.js';
import type { Priority } from './priority.js';

/** Choices for one job of a flow beyond its contract's. */
export interface JobNodeOptions {
  /** Must be declared by the queue. Default: the contract's. */
  priority?: Priority;
  /** Added to the contract's tags. */
  tags?: readonly string[];
  /** Runs before the job is dead. Default: the contract's. */
  attempts?: number;
  /** Wait this long once everything before it in the flow is done. */
  delay?: Duration;
}

/** A job type with an input: what flows are made of. `contract.with(input)` makes one. */
export interface JobNode<C extends AnyContract = AnyContract> {
  readonly contract: C;
  readonly input: InputOf<C['input']>;
  readonly options: JobNodeOptions;
}
