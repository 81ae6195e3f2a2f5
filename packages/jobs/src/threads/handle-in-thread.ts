import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigurationInvalid, type AnyContract } from '@kickoff/contracts';
import type { HandledJob, JobHandler } from '../worker/handler.js';
import type { JobContext } from '../worker/job-context.js';
import { importRun } from './thread-module.js';

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
  ) {}

  async run(input: unknown, job: JobContext): Promise<unknown> {
    const run = await importRun(this.module, this.jobType);
    return run(input, job);
  }
}

/** A contract with the module that a worker runs for it. */
export interface ThreadHandledJob extends HandledJob {
  readonly handler: ThreadHandler;
}

/**
 * Binds a module to a contract with `isolation: 'thread'`. Functions cannot cross threads, hence an address:
 * `handleInThread(resizeImage, new URL('./resize-image.thread.js', import.meta.url))`. The module exports
 * `run: ThreadRun<typeof resizeImage>`. `failed` runs in the worker's own thread.
 *
 * @throws ConfigurationInvalid when there is no such file, or the contract asks for no thread
 */
export function handleInThread<C extends AnyContract>(
  contract: C,
  module: URL,
  failed?: JobHandler<C>['failed'],
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
  return { contract, handler: new ThreadHandler(module.href, type, failed) };
}
