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
  /** The envelope as it came. */
  envelopeJson?: string;
  input?: unknown;
  context?: JobContext;
  startedAt?: number;
  /** Local time after which the signal aborts. */
  deadline?: number;
  /** The handler's outcome has been decided. */
  settled?: boolean;
  /** The record has been told that it runs. */
  told?: boolean;
  /** Local time after which an aborted handler is no longer waited for. */
  giveUpAt?: number;
  /** It takes room of its queue: it waits for a slot or runs. */
  counted?: boolean;
  /** Sequence of the claim of its line, from its turn until its end. */
  lineClaim?: number;
  /** It was delivered before: how often it was started since then without coming to an end. */
  suspectStarts?: number;
  /** Sequence of the note of its latest start as a suspect. */
  suspectNote?: number;
  /** Local time in milliseconds, with fractions, at which a slot took it. */
  slotAt?: number;
}

/** Every field from the start: objects that grow field by field cost the hot path a tenth of its time. */
export function activeJob(received: ReceivedJob, heartbeat: number): ActiveJob {
  return {
    received,
    heartbeat,
    waitingSince: undefined,
    handled: undefined,
    envelope: undefined,
    envelopeJson: undefined,
    input: undefined,
    context: undefined,
    startedAt: undefined,
    deadline: undefined,
    settled: undefined,
    told: undefined,
    giveUpAt: undefined,
    counted: undefined,
    lineClaim: undefined,
    suspectStarts: undefined,
    suspectNote: undefined,
    slotAt: undefined,
  };
}

const MAX_STACK_BYTES = 8_192;
const MAX_MESSAGE_LENGTH = 4_096;

/** An error as events and dead letters carry it. */
export function jobError(error: unknown): JobError {
  if (!(error instanceof Error))
    return { code: 'Error', name: 'Error', message: String(error).slice(0, MAX_MESSAGE_LENGTH) };
  return {
    code: errorCode(error),
    name: error.name,
    message: error.message.slice(0, MAX_MESSAGE_LENGTH),
    stack: error.stack?.slice(0, MAX_STACK_BYTES),
  };
}

/** What an event says beyond what its delivery says of itself. */
export type JobChange = Pick<JobEvent, 'state' | 'at'> &
  Partial<Pick<JobEvent, 'revision' | 'delivery' | 'attempt' | 'runAt' | 'reason' | 'error' | 'output'>> & {
    outcome?: AttemptOutcome | undefined;
    endedAt?: number;
  };

/**
 * An event about this delivery as JSON; `run` tells how it went so far. Written by hand, with the envelope as it came:
 * this runs for every job, and serialising objects was a tenth of a worker's time.
 */
export function jobEvent(active: ActiveJob, worker: string, change: JobChange): string {
  const { received, context } = active;
  const { address } = received;
  let json = `{"id":${JSON.stringify(address.id)},"type":${JSON.stringify(received.type)},"revision":${change.revision ?? received.revision},"delivery":${
    change.delivery ?? received.delivery
  },"state":"${change.state}","at":${change.at},"queue":"${address.queue}","priority":"${address.priority}","key":${JSON.stringify(address.key)},"attempt":${
    change.attempt ?? received.attempt
  }`;
  if (change.runAt !== undefined) json += `,"runAt":${change.runAt}`;
  if (change.reason !== undefined) json += `,"reason":${JSON.stringify(change.reason)}`;
  if (change.error) json += `,"error":${JSON.stringify(change.error)}`;
  if (change.output !== undefined) json += optional('output', change.output);
  if (context?.progressed) json += `,"progress":${JSON.stringify(context.progressed)}`;
  if (active.envelopeJson !== undefined) json += `,"envelope":${active.envelopeJson}`;
  // A job that did not start has no attempt to tell of; its delivery changes nothing but where it waits.
  if (active.startedAt !== undefined) {
    json += `,"run":{"revision":${received.revision},"delivery":${received.delivery},"attempt":${received.attempt},"worker":${worker},"startedAt":${active.startedAt}`;
    if (change.endedAt !== undefined) json += `,"endedAt":${change.endedAt}`;
    if (change.outcome) json += `,"outcome":"${change.outcome}"`;
    if (context?.metrics) json += `,"metrics":${JSON.stringify(context.metrics)}`;
    if (context?.annotations) json += optional('annotations', context.annotations);
    if (context?.logged) json += optional('logs', context.logged);
    json += '}';
  }
  return json + '}';
}

/** Values from handlers may have no JSON (functions, cycles): such a field is left out rather than losing the event. */
function optional(name: string, value: unknown): string {
  try {
    const json = JSON.stringify(value) as string | undefined;
    return json === undefined ? '' : `,"${name}":${json}`;
  } catch {
    return '';
  }
}
