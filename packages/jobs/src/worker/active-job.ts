import { errorCode, type AttemptOutcome, type Envelope, type JobError, type JobEvent } from '@kickoff/contracts';
import type { HandledJob } from './handler.js';
import type { JobContext } from './job-context.js';
import type { ReceivedJob } from './received-job.js';

/** A delivered job in this worker's hands, from receipt until it is acked, moved or lost. */
export interface ActiveJob {
  readonly received: ReceivedJob;
  /** Entry of the heartbeat table, -1 for none. */
  heartbeat: number;
  /** Local time at which it began to wait for a slot. */
  waitingSince?: number;
  /** Set once the type and body have been read. */
  handled?: HandledJob;
  envelope?: Envelope;
  input?: unknown;
  context?: JobContext;
  startedAt?: number;
  /** Local time after which the signal aborts. */
  deadline?: number;
  /** The handler's outcome has been decided. */
  settled?: boolean;
}

const MAX_STACK_BYTES = 8_192;

/** An error as events and dead letters carry it. */
export function jobError(error: unknown): JobError {
  if (!(error instanceof Error)) return { code: 'Error', name: 'Error', message: String(error) };
  return {
    code: errorCode(error),
    name: error.name,
    message: error.message,
    stack: error.stack?.slice(0, MAX_STACK_BYTES),
  };
}

/** What an event says beyond what its delivery says of itself. */
export type JobChange = Pick<JobEvent, 'state' | 'at'> &
  Partial<Pick<JobEvent, 'revision' | 'delivery' | 'attempt' | 'runAt' | 'reason' | 'error' | 'output'>> & {
    outcome?: AttemptOutcome | undefined;
    endedAt?: number;
  };

/** An event about this delivery; `run` tells how it went so far. Built field by field: this runs for every job. */
export function jobEvent(active: ActiveJob, worker: string, change: JobChange): JobEvent {
  const { received, context } = active;
  const { address } = received;
  return {
    id: address.id,
    type: received.type,
    revision: change.revision ?? received.revision,
    delivery: change.delivery ?? received.delivery,
    state: change.state,
    at: change.at,
    queue: address.queue,
    priority: address.priority,
    key: address.key,
    attempt: change.attempt ?? received.attempt,
    runAt: change.runAt,
    reason: change.reason,
    error: change.error,
    output: change.output,
    progress: context?.progressed,
    envelope: active.envelope,
    // A job that did not start has no attempt to tell of; its delivery changes nothing but where it waits.
    run:
      active.startedAt === undefined
        ? undefined
        : {
            revision: received.revision,
            delivery: received.delivery,
            attempt: received.attempt,
            worker,
            startedAt: active.startedAt,
            endedAt: change.endedAt,
            outcome: change.outcome,
            metrics: context?.metrics,
            annotations: context?.annotations,
            logs: context?.logged,
          },
  };
}
