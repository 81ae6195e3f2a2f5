import { ConfigurationInvalid, type AnyContract, type ParsedOf } from '@kickoff/contracts';
import type { OutputOf } from '../worker/handler.js';
import type { ThreadJob } from './thread-job.js';

/**
 * What the module of a thread's handler exports as `run`. Return: succeeded. Throw: retried by the contract's policy. The
 * module is loaded once per thread, so what it makes at its top level serves many runs.
 *
 * `Result` is what `finish` of `handleInThread` makes the output of, where there is one.
 */
export type ThreadRun<C extends AnyContract = AnyContract, Result = OutputOf<C>> = (
  input: ParsedOf<C['input']>,
  job: ThreadJob,
) => Promise<Result> | Result;

/**
 * Imports the `run` of a module.
 *
 * @throws ConfigurationInvalid naming the job type, when the module cannot be loaded or exports no function `run`
 */
export async function importRun(module: string, jobType: string): Promise<ThreadRun> {
  let exported: Record<string, unknown>;
  try {
    exported = (await import(module)) as Record<string, unknown>;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new ConfigurationInvalid(jobType, `has a thread module that cannot be loaded, ${module}: ${problem}`);
  }
  const { run } = exported;
  if (typeof run === 'function') return run as ThreadRun;
  const names = Object.keys(exported);
  throw new ConfigurationInvalid(
    jobType,
    `has the thread module ${module}, which must export a function named run; it exports ${names.join(', ') || 'nothing'}`,
  );
}
