import type { AnyContract, ParsedOf, StandardSchemaV1 } from '@kickoff/contracts';
import type { JobBatch } from './job-batch.js';
import type { JobContext } from './job-context.js';

/** What a contract's handler returns: unknown where it declares no output. */
export type OutputOf<C extends AnyContract> =
  NonNullable<C['output']> extends StandardSchemaV1 ? StandardSchemaV1.InferInput<NonNullable<C['output']>> : unknown;

/** Runs jobs of one type. */
export interface JobHandler<C extends AnyContract = AnyContract> {
  /** Return: succeeded. Throw: retried by the contract's policy. */
  run(input: ParsedOf<C['input']>, job: JobContext): Promise<OutputOf<C>> | OutputOf<C>;
  /** Runs when the job is dead, after its last attempt. May run again if the worker dies in it. */
  failed?(error: Error, job: FailedJob): Promise<void> | void;
}

/** How one job of a batch ended: fulfilled with its output, or rejected with what it would have thrown alone. */
export type BatchOutcome<C extends AnyContract = AnyContract> = PromiseSettledResult<OutputOf<C>>;

/** Runs jobs of one type whose contract has `batch`, several at once. */
export interface BatchHandler<C extends AnyContract = AnyContract> {
  /**
   * Answers one outcome per job, in the order of `batch.jobs`; `batch.each` and `batch.transaction` make them. What a job
   * asked for through its context (`job.defer`, `job.cancel`) wins. Throw: every job of the batch has failed with it.
   */
  runMany(batch: JobBatch<C>): Promise<readonly BatchOutcome<C>[]>;
  /** As that of a `JobHandler`, for each dead job. */
  failed?(error: Error, job: FailedJob): Promise<void> | void;
}

/** What `failed` is told of the job. */
export interface FailedJob<Input = unknown> {
  id: string;
  type: string;
  input: Input;
  attempt: number;
}

/** A contract with the handler that a worker runs for it. */
export interface HandledJob {
  readonly contract: AnyContract;
  readonly handler: JobHandler | BatchHandler;
}

/** Binds a function to a contract, for workers without Nest. */
export function handle<C extends AnyContract>(
  contract: C,
  run: JobHandler<C>['run'],
  failed?: JobHandler<C>['failed'],
): HandledJob {
  return { contract, handler: { run, failed } };
}

/** As `handle`, for a contract with `batch`. */
export function handleMany<C extends AnyContract>(
  contract: C,
  runMany: BatchHandler<C>['runMany'],
  failed?: BatchHandler<C>['failed'],
): HandledJob {
  return { contract, handler: { runMany, failed } };
}
