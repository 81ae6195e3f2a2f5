import { KickoffError } from './errors.js';

/** Conditions of retrying dead letters. Part of the catalogue, as those of `errors.ts`. */

/** No dead letter of that job is kept: it did not die, was retried or deleted, or its time is over. */
export class DeadLetterNotFound extends KickoffError {
  readonly code = 'DEAD_LETTER_NOT_FOUND';
  readonly fault = 'caller';
}

/** The dead letter was retried already: its job is unfinished again, or has ended since. Nothing was done. */
export class DeadLetterRetried extends KickoffError {
  readonly code = 'DEAD_LETTER_RETRIED';
  readonly fault = 'caller';
}

/** The dead letter cannot be retried: it has no job, or its job must be retried elsewhere. */
export class DeadLetterUnusable extends KickoffError {
  readonly code = 'DEAD_LETTER_UNUSABLE';
  readonly fault = 'caller';
}

/** Another unfinished job has the unique key of the one that is to be retried. Nothing was done. */
export class KeyHeld extends KickoffError {
  readonly code = 'KEY_HELD';
  readonly fault = 'caller';
  constructor(
    readonly jobId: string,
    /** Id of the job that has it. */
    readonly holder: string,
  ) {
    super(`job ${holder} has the unique key of job ${jobId} and is unfinished; retry when it has ended`);
  }
}

/** The job is dead, but whoever ends it has not let go of it yet. Nothing was done. */
export class JobEnding extends KickoffError {
  readonly code = 'JOB_ENDING';
  readonly fault = 'operational';
  override readonly retryAfterMs = 5_000;
}
