import { errorCode, type Envelope, type JobError } from '@kickoff/contracts';
import type { BatchRun } from './batch-run.js';
import type { HandledJob } from './handler.js';
import type { JobContext } from './job-context.js';
import type { Passage } from './limit-gate.js';
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
  /** Of a job whose input is in the object store: its name there, and what was fetched. */
  storedInput?: { object: string; input: unknown };
  context?: JobContext;
  startedAt?: number;
  /** Longest run of this attempt. */
  timeoutMs?: number;
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
  /** Its way through its limits, while it has any. */
  passage?: Passage;
  /** It was, or may have been, delivered before: it starts only after a look whether the job has gone on since. */
  mayBeOver?: boolean;
  /** It was delivered before: how often it was started since then without coming to an end. */
  suspectStarts?: number;
  /** Sequence of the note of its latest start as a suspect. */
  suspectNote?: number;
  /** The batch that it runs in. */
  batch?: BatchRun;
  /** Its place among the running jobs, while it runs. */
  runPlace?: number;
  /** It is no longer in this worker's hands. */
  released?: boolean;
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
    input: undefined,
    storedInput: undefined,
    context: undefined,
    startedAt: undefined,
    timeoutMs: undefined,
    deadline: undefined,
    settled: undefined,
    told: undefined,
    giveUpAt: undefined,
    counted: undefined,
    lineClaim: undefined,
    passage: undefined,
    mayBeOver: undefined,
    suspectStarts: undefined,
    suspectNote: undefined,
    batch: undefined,
    runPlace: undefined,
    released: undefined,
    slotAt: undefined,
  };
}

const NO_BODY = new Uint8Array();

/** Lets go of what a job that is done but for its ack no longer needs: thousands may wait for the record at once. */
export function forgetRun(active: ActiveJob): void {
  active.envelope = undefined;
  active.input = undefined;
  if (active.storedInput) active.storedInput.input = undefined;
  active.context = undefined;
  active.received.body = NO_BODY;
  active.received.bodyText = '';
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
