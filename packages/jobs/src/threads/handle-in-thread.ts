import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigurationInvalid, type AnyContract } from '@kickoff/contracts';
import type { HandledJob, JobHandler, OutputOf } from '../worker/handler.js';
import type { JobContext } from '../worker/job-context.js';
import { importRun } from './thread-module.js';

/** What runs in the worker's own thread, with its connections. */
export interface ThreadHandlerOptions<C extends AnyContract = AnyContract, Result = OutputOf<C>> {
  /**
   * Makes the output of what `run` of the module returned, e.g. stores a result that is too large for one with
   * `job.transaction` and returns a summary. Belongs to the attempt: its time-out goes on, and when it throws, the attempt
   * has failed. Default: the result is the output.
   */
  finish?(result: Result, job: JobContext): Promise<OutputOf<C>> | OutputOf<C>;
  failed?: JobHandler<C>['failed'];
}

/**
 * A handler that is a module. A worker runs it in its threads; called directly, as `runInline` does, it runs in the
 * caller's own thread.
 */
export class ThreadHandler implements JobHandler {
  constructor(
    /** Its address, `file://…`. */
    readonly module: string,
    private readonly jobType: string,
    readonly failed: JobHandler['failed'],
    readonly finish: (result: unknown, job: JobContext) => unknown,
  ) {}

  async run(input: unknown, job: JobContext): Promise<unknown> {
    const run = await importRun(this.module, this.jobType);
    return this.finish(await run(input, job), job);
  }
}

/** A contract with the module that a worker runs for it. */
export interface ThreadHandledJob extends HandledJob {
  readonly handler: ThreadHandler;
}

/**
 * Binds a module to a contract with `isolation: 'thread'`. Functions cannot cross threads, hence an address:
 * `handleInThread(resizeImage, new URL('./resize-image.thread.js', import.meta.url))`. The module exports
 * `run: ThreadRun<typeof resizeImage>`; `finish` and `failed` run in the worker's own thread.
 *
 * @throws ConfigurationInvalid when there is no such file, or the contract asks for no thread
 */
export function handleInThread<C extends AnyContract, Result = OutputOf<C>>(
  contract: C,
  module: URL,
  options: ThreadHandlerOptions<C, Result> = {},
): ThreadHandledJob {
  const { type, isolation } = contract;
  if (!(module instanceof URL) || module.protocol !== 'file:')
    throw new ConfigurationInvalid(
      type,
      `needs the address of a file for its thread, such as new URL('./${contract.name}.thread.js', import.meta.url)`,
    );
  if (isolation !== 'thread')
    throw new ConfigurationInvalid(type, "has no `isolation: 'thread'`, which handleInThread needs");
  if (!existsSync(fileURLToPath(module)))
    throw new ConfigurationInvalid(type, `has the thread module ${module.href}, which does not exist; is it built?`);
  const output = (result: unknown, job: JobContext) =>
    options.finish ? options.finish(result as Result, job) : result;
  return { contract, handler: new ThreadHandler(module.href, type, options.failed, output) };
}
