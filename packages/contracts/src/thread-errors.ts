import { KickoffError, Unrecoverable } from './errors.js';

/** Conditions of handlers in threads. Part of the catalogue, as those of `errors.ts`. */

/**
 * A handler's thread ended before the handler did: it called `process.exit`, nobody caught an error, or its memory was used
 * up. Counts as a failed attempt; no other job is touched.
 */
export class ThreadEnded extends KickoffError {
  readonly code = 'THREAD_ENDED';
  readonly fault = 'operational';
  constructor(
    readonly jobType: string,
    options?: ErrorOptions,
  ) {
    const cause = options?.cause instanceof Error ? `: ${options.cause.message}` : '';
    super(`the thread of ${jobType} ended before its handler did${cause}`, options);
  }
}

/** A value cannot cross between a worker and a thread: it holds a function, a socket or the like. The job is dead: running again would repeat the side effects. */
export class ThreadValueInvalid extends Unrecoverable {
  override readonly code = 'THREAD_VALUE_INVALID';
  override readonly fault = 'bug';
  constructor(
    readonly jobType: string,
    readonly value: 'input' | 'output',
    options?: ErrorOptions,
  ) {
    const cause = options?.cause instanceof Error ? `: ${options.cause.message}` : '';
    super(`the ${value} of ${jobType} cannot cross between its worker and its thread${cause}`, options);
  }
}

/** A handler in a thread used a part of `job` that needs the worker's connections, which its thread has not. */
export class NotInThread extends KickoffError {
  readonly code = 'NOT_IN_THREAD';
  readonly fault = 'bug';
  constructor(
    readonly jobType: string,
    /** Of `job`, e.g. `enqueue`. */
    readonly part: string,
  ) {
    super(`job.${part} is not there in a thread, where ${jobType} runs; do it in a job that follows, e.g. of a chain`);
  }
}
