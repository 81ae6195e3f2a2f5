import { setTimeout as pause } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  BrokerUnavailable,
  HEADERS,
  jobCheckSubject,
  jobsStream,
  jobSubject,
  NATS_HEADERS,
  type Ending,
  type JobAddress,
  type Priority,
} from '@kickoff/contracts';
import { publish } from '../broker/publish.js';
import { deleteMessage } from '../broker/stream-lookup.js';
import { isStillLast } from './is-still-last.js';

/**
 * A move is the only way a job changes: one publish of the next revision, on condition that the message it replaces is
 * still the last one of its job. The server lets exactly one mover through.
 *
 * The message that was replaced in `ready` is acked or deleted after the move, never rolled up: a roll-up of a message that
 * is in hand makes the server forget other messages in hand (docs/decisions/moves-without-roll-ups.md). The new message
 * names it in `Kickoff-Replaces`, so that a crash between the two leaves nothing that could run later.
 */

/** The message that a move replaces. */
export interface MovableJob {
  address: JobAddress;
  /** Stream sequence of the message. */
  sequence: number;
  revision: number;
  attempt: number;
  /** Earlier messages of the job that may still be stored (`Kickoff-Replaces`). */
  replaces: readonly number[];
  /** Of a delivery that a worker holds: it acks or deletes the message itself. */
  ackSubject?: string;
  /** `Kickoff-Expires`, when the job has it. */
  expiresAt: number | undefined;
  /** Id of the flow that it belongs to. */
  flow: string | undefined;
  notify: string | undefined;
  body: string | Uint8Array;
}

export type Move =
  /** Wait until `runAt`: a retry (attempt + 1), a defer, a job parked for a line or limit. */
  | {
      to: 'later';
      runAt: number;
      attempt: number;
      state: 'scheduled' | 'retrying';
      reason?: string;
      waitsFor?: string | undefined;
      /** No worker that had it serves its type, since then. */
      unservedSince?: number;
      /** `Kickoff-Unique`, of a job whose input may be replaced once more. */
      unique?: string | undefined;
    }
  /** Into a queue at once: returned unrun, run now, promoted, of another priority, or of another queue. */
  | { to: 'ready'; attempt: number; reason?: string; queue?: string; priority?: Priority }
  /** The job has ended; whoever has the message completes it. */
  | { to: 'ended'; ending: Ending; reason?: string };

/** `moved`: the job now has this revision and sequence. `lost`: somebody else moved it first, or it has ended. */
export type MoveResult =
  { outcome: 'moved'; revision: number; sequence: number; address: JobAddress } | { outcome: 'lost' };

/** Reason of every expiry, whoever finds it. */
export const NOT_STARTED_IN_TIME = 'not started in time';

/** A leader that has not stored yet what was delivered refuses a move for a moment. */
const REFUSED_PAUSE_MS = 50;
const REFUSAL_PATIENCE_MS = 10_000;

const MAX_REASON_BYTES = 1_024;

/**
 * `Kickoff-Ending` of what cancels the schedule of a delayed job whose subject changes. It ends nothing: whoever receives
 * it lets it go.
 */
export const MOVED = 'moved';

export async function move(connection: NatsConnection, job: MovableJob, next: Move): Promise<MoveResult> {
  const revision = job.revision + 1;
  const address: JobAddress = {
    ...job.address,
    place: next.to === 'later' ? 'later' : 'ready',
    queue: (next.to === 'ready' && next.queue) || job.address.queue,
    priority: (next.to === 'ready' && next.priority) || job.address.priority,
  };
  const message = { subject: jobSubject(address), headers: moveHeaders(job, next, address, revision), body: job.body };
  const patientUntil = performance.now() + REFUSAL_PATIENCE_MS;
  let result = await publish(connection, message);
  while (result.outcome === 'refused') {
    if (!(await isStillLast(connection, job))) return { outcome: 'lost' };
    if (performance.now() > patientUntil)
      throw new BrokerUnavailable(`a move of ${address.id} is refused without cause`);
    await pause(REFUSED_PAUSE_MS);
    result = await publish(connection, message);
  }
  if (job.ackSubject === undefined) await deleteMessages(connection, job.address.workload, replacedBy(job));
  return { outcome: 'moved', revision, sequence: result.sequence, address };
}

/** What a move of this message leaves behind in `ready`. One in `later` goes with the publish that replaces it. */
function replacedBy({ replaces, address, sequence }: MovableJob): readonly number[] {
  return address.place === 'ready' ? [...replaces, sequence] : replaces;
}

/** Deletes earlier messages of a job; those that are gone are no error. */
export async function deleteMessages(
  connection: NatsConnection,
  workload: string,
  sequences: readonly number[],
): Promise<void> {
  await Promise.all(sequences.map((sequence) => deleteMessage(connection, jobsStream(workload), sequence)));
}

export function moveHeaders(
  job: MovableJob,
  next: Move,
  address: JobAddress,
  revision: number,
): Record<string, string> {
  const headers: Record<string, string> = {
    [HEADERS.revision]: String(revision),
    [HEADERS.attempt]: String(next.to === 'ended' ? job.attempt : next.attempt),
    [NATS_HEADERS.messageId]: `${address.id}.${revision}`,
    [NATS_HEADERS.expectedLastSubjectSequence]: String(job.sequence),
    [NATS_HEADERS.expectedLastSubjectSequenceSubject]: jobCheckSubject(address),
  };
  const replaces = replacedBy(job);
  if (replaces.length > 0) headers[HEADERS.replaces] = replaces.join(',');
  if (job.expiresAt !== undefined) headers[HEADERS.expires] = String(job.expiresAt);
  if (job.flow) headers[HEADERS.flow] = job.flow;
  if (job.notify) headers[HEADERS.notify] = job.notify;
  if (next.reason) headers[HEADERS.reason] = headerText(next.reason);
  const ready = jobSubject({ ...address, place: 'ready' });
  if (next.to === 'later') {
    if (next.unservedSince !== undefined) headers[HEADERS.unservedSince] = String(next.unservedSince);
    if (next.waitsFor) headers[HEADERS.waitsFor] = next.waitsFor;
    if (next.unique) headers[HEADERS.unique] = next.unique;
    headers[HEADERS.state] = next.state;
    headers[NATS_HEADERS.schedule] = `@at ${new Date(next.runAt).toISOString()}`;
    headers[NATS_HEADERS.scheduleTarget] = ready;
    return headers;
  }
  if (next.to === 'ended') headers[HEADERS.ending] = next.ending;
  if (job.address.place === 'later') {
    headers[NATS_HEADERS.scheduler] = jobSubject(job.address);
    headers[NATS_HEADERS.scheduleNext] = 'purge';
  }
  return headers;
}

/** The sequences of a `Kickoff-Replaces` header. */
export function readReplaces(value: string | undefined): readonly number[] {
  return value ? value.split(',').map(Number).filter(Number.isSafeInteger) : NOTHING;
}

const NOTHING: readonly number[] = [];

/** One line, at most 1 KB, printable: header values must not break the header block. */
export function headerText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what must go
  const line = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return Buffer.byteLength(line) <= MAX_REASON_BYTES
    ? line
    : Buffer.from(line)
        .subarray(0, MAX_REASON_BYTES - 4)
        .toString()
        .replace(/\uFFFD+$/, '') + '…';
}
