import type { Envelope, JobError, JobEvent, JobState } from '@kickoff/contracts';
import { errorCode } from '@kickoff/contracts';
import type { HandledJob } from './handler.js';
import type { JobContext } from './job-context.js';
import type { ReceivedJob } from './received-job.js';

/** A delivered job in this worker's hands, from receipt until it is acked, moved or lost. */
export interface ActiveJob {
  readonly received: ReceivedJob;
  /** Entry of the heartbeat table, -1 for none. */
  heartbeat: number;
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
  return { code: errorCode(error), name: error.name, message: error.message, stack: error.stack?.slice(0, MAX_STACK_BYTES) };
}

/** An event about this delivery; `run` tells how it went so far. */
export function jobEvent(
  active: ActiveJob,
  worker: string,
  change: { state: JobState; at: number } & Partial<JobEvent>,
): JobEvent {
  const { received, context } = active;
  const { address } = received;
  const event: JobEvent = {
    id: address.id,
    type: received.type,
    revision: received.revision,
    delivery: received.delivery,
    queue: address.queue,
    priority: address.priority,
    key: address.key,
    attempt: received.attempt,
    envelope: active.envelope,
    run: {
      revision: received.revision,
      delivery: received.delivery,
      attempt: received.attempt,
      worker,
      startedAt: active.startedAt,
      ...change.run,
    },
    ...(context?.progressed ? { progress: context.progressed } : undefined),
    ...withoutRun(change),
  };
  if (context && event.run) {
    if (context.log.lines.length > 0) event.run.logs = context.log.lines;
    if (hasKeys(context.metrics)) event.run.metrics = context.metrics;
    if (hasKeys(context.annotations)) event.run.annotations = context.annotations;
  }
  return event;
}

function withoutRun<T extends { run?: unknown }>({ run: _, ...rest }: T): Omit<T, 'run'> {
  return rest;
}

function hasKeys(object: object): boolean {
  for (const _ in object) return true;
  return false;
}
