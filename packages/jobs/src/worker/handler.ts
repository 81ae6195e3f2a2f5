import type { AnyContract, ParsedOf, StandardSchemaV1 } from '@kickoff/contracts';
import type { JobContext } from './job-context.js';

type OutputOf<C extends AnyContract> = C['output'] extends StandardSchemaV1
  ? StandardSchemaV1.InferInput<C['output']>
  : unknown;

/** Runs jobs of one type. */
export interface JobHandler<C extends AnyContract = AnyContract> {
  /** Return: succeeded. Throw: retried by the contract's policy. */
  run(input: ParsedOf<C['input']>, job: JobContext): Promise<OutputOf<C>> | OutputOf<C>;
  /** Runs when the job is dead, after its last attempt. May run again if the worker dies in it. */
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
  readonly handler: JobHandler;
}

/** Binds a function to a contract, for workers without Nest. */
export function handle<C extends AnyContract>(
  contract: C,
  run: JobHandler<C>['run'],
  failed?: JobHandler<C>['failed'],
): HandledJob {
  return { contract, handler: { run, failed } };
}
