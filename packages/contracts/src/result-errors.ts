import { KickoffError } from './errors.js';
import type { JobError } from './job-error.js';
import type { JobState } from './job-state.js';

/** What whoever waits for a result may get in its place. Part of the catalogue, as those of `errors.ts`. */

/** The job whose result was asked for is dead. */
export class JobDead extends KickoffError {
  readonly code = 'JOB_DEAD';
  readonly fault = 'operational';
  constructor(
    readonly jobId: string,
    /** What its last attempt failed with. */
    readonly error: JobError,
  ) {
    super(`job ${jobId} is dead: ${error.code}: ${error.message}`);
  }
}

/** The job whose result was asked for was not started in time, and never will be. */
export class JobExpired extends KickoffError {
  readonly code = 'JOB_EXPIRED';
  readonly fault = 'operational';
  constructor(readonly jobId: string) {
    super(`job ${jobId} expired: nobody started it in time`);
  }
}

/** A result did not come within the time that its caller waits. The job goes on. */
export class ResultTimedOut extends KickoffError {
  readonly code = 'RESULT_TIMED_OUT';
  readonly fault = 'operational';
  constructor(
    readonly jobId: string,
    readonly timeoutMs: number,
    /** State that the job was last known to be in. */
    readonly state: JobState | undefined,
  ) {
    super(
      `job ${jobId} has not ended within ${timeoutMs} ms${state ? `; it was last heard of as ${state}` : ''}. It goes on`,
    );
  }
}

/** The job has ended, but how, or with which output, can no longer be known here. */
export class ResultUnknown extends KickoffError {
  readonly code = 'RESULT_UNKNOWN';
  readonly fault = 'operational';
  constructor(
    readonly jobId: string,
    problem: string,
  ) {
    super(`job ${jobId} has ended, but ${problem}`);
  }
}
