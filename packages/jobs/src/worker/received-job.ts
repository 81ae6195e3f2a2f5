import type { Msg } from '@nats-io/transport-node';
import { HEADERS, type Ending, type Envelope, type JobAddress } from '@kickoff/contracts';
import { addressOn, jobRoute, type JobRoute } from './job-route.js';
import { MOVED, readReplaces, type MovableJob } from '../job/move.js';
import { kickoffHeaders } from './kickoff-headers.js';
import { ReceivedPiece } from './received-piece.js';

/** A delivered message of a JOBS stream, as far as subject, headers and ack subject tell; the body is read later. */
export interface ReceivedJob extends MovableJob {
  /** Emptied when they are deleted. */
  replaces: readonly number[];
  type: string;
  /** What it has in common with jobs of its type, queue, priority and key. */
  route: JobRoute;
  /** What its events are collected under: the type, or `<type>.flow` for a job of a flow. */
  topic: string;
  stream: string;
  /** Delivery count; over 1 the worker of an earlier delivery went away. */
  delivery: number;
  /** Where acks and heartbeats go. */
  ackSubject: string;
  ending: Ending | typeof MOVED | undefined;
  reason: string | undefined;
  body: Uint8Array;
  /** The body as text. */
  bodyText: string;
}

/** Undefined when the subject is not a job's. */
export function readReceived(message: Msg): ReceivedJob | undefined {
  const { subject, reply } = message;
  const route = jobRoute(subject);
  if (!route || !reply) return undefined;
  const delivered = parseAckSubject(reply);
  const body = message.data;
  const values = kickoffHeaders(message, body);
  const flow = values[HEADERS.flow] || undefined;
  return {
    address: addressOn(route, subject),
    route,
    topic: flow ? `${route.type}.flow` : route.type,
    type: route.type,
    stream: delivered.stream,
    delivery: delivered.delivery,
    sequence: delivered.sequence,
    revision: positive(values[HEADERS.revision]),
    attempt: positive(values[HEADERS.attempt]),
    expiresAt: values[HEADERS.expires] ? Number(values[HEADERS.expires]) : undefined,
    replaces: readReplaces(values[HEADERS.replaces]),
    flow,
    notify: values[HEADERS.notify] || undefined,
    ending: readEnding(values[HEADERS.ending]),
    reason: values[HEADERS.reason] || undefined,
    ackSubject: reply,
    body,
    bodyText: ReceivedPiece.around(body).utf8(body),
  };
}

/**
 * `$JS.ACK.<stream>.<consumer>.<delivery>.<stream sequence>.…`, with a domain two tokens more before the stream. By
 * position, since this runs for every job.
 */
function parseAckSubject(subject: string): { stream: string; delivery: number; sequence: number } {
  let stream = ACK_PREFIX.length;
  let consumer = subject.indexOf('.', stream) + 1;
  let delivery = subject.indexOf('.', consumer) + 1;
  if (!isDigit(subject.charCodeAt(delivery))) {
    stream = delivery;
    consumer = subject.indexOf('.', stream) + 1;
    delivery = subject.indexOf('.', consumer) + 1;
  }
  const sequence = subject.indexOf('.', delivery) + 1;
  return {
    stream: subject.slice(stream, consumer - 1),
    delivery: Number(subject.slice(delivery, sequence - 1)),
    sequence: Number(subject.slice(sequence, subject.indexOf('.', sequence))),
  };
}

const ACK_PREFIX = '$JS.ACK.';

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The body parsed, or undefined when it is no job envelope. */
export function readEnvelope(body: string): Envelope | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    // Checked by hand: this runs for every job, and the shape is Kickoff's own.
    if (
      typeof parsed !== 'object' ||
      parsed === null ||
      !('enqueuedAt' in parsed) ||
      typeof parsed.enqueuedAt !== 'number'
    )
      return undefined;
    return parsed as Envelope;
  } catch {
    return undefined;
  }
}

export function jobLabel({ type, address }: { type: string; address: JobAddress }): string {
  return `${type} ${address.id}`;
}

function positive(value: string | undefined): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : 1;
}

function readEnding(value: string | undefined): ReceivedJob['ending'] {
  return value === 'cancelled' || value === 'expired' || value === 'dead' || value === MOVED ? value : undefined;
}
