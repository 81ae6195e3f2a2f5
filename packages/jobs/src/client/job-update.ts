import type { JobError, JobEvent, JobState, LogLine } from '@kickoff/contracts';

/** What `watch` tells of a job, in the order in which it happened. */
export type JobUpdate<Output = unknown> = StateUpdate<Output> | ProgressUpdate | LogUpdate;

/**
 * The job came into a state. A run that is over within 25 ms is told by its end alone, and a time that comes is not told:
 * `scheduled` and `retrying` are followed by what the next run does.
 */
export interface StateUpdate<Output = unknown> {
  kind: 'state';
  state: JobState;
  at: Date;
  /** Attempt that the job is in (running, ended) or waits for. */
  attempt: number;
  /** For scheduled and retrying: when it becomes due. */
  runAt?: Date;
  /** Why it was deferred, cancelled or ended, in words. */
  reason?: string;
  /** What the attempt failed with, for retrying and dead. */
  error?: JobError;
  /** For succeeded: what the handler returned, as JSON keeps it. */
  output?: Output;
}

/** The handler called `job.progress`. */
export interface ProgressUpdate {
  kind: 'progress';
  /** Share done, 0 to 1. */
  done: number;
  note?: string;
  attempt: number;
}

/** The handler logged a line. */
export interface LogUpdate extends Omit<LogLine, 'at'> {
  kind: 'log';
  at: Date;
  attempt: number;
}

export function stateUpdate(
  event: Pick<JobEvent, 'state' | 'at' | 'attempt' | 'runAt' | 'reason' | 'error' | 'output'>,
): StateUpdate {
  const { state, at, attempt, runAt, reason, error, output } = event;
  return {
    kind: 'state',
    state,
    at: new Date(at),
    attempt,
    ...(runAt === undefined ? {} : { runAt: new Date(runAt) }),
    ...(reason === undefined ? {} : { reason }),
    ...(error === undefined ? {} : { error }),
    ...(output === undefined ? {} : { output }),
  };
}
