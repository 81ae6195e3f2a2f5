import type { Msg } from '@nats-io/transport-node';
import { HEADERS, parseJobSubject, type Ending, type Envelope, type JobAddress } from '@kickoff/contracts';
import type { MovableJob } from '../job/move.js';

/** A delivered message of a JOBS stream, as far as subject, headers and ack subject tell; the body is read later. */
export interface ReceivedJob extends MovableJob {
  type: string;
  /** What its events are collected under: the type, or `<type>.flow` for a job of a flow. */
  topic: string;
  stream: string;
  /** Delivery count; over 1 the worker of an earlier delivery went away. */
  delivery: number;
  /** Where acks and heartbeats go. */
  ackSubject: string;
  ending: Ending | undefined;
  reason: string | undefined;
  body: Uint8Array;
}

/** Undefined when the subject is not a job's. */
export function readReceived(message: Msg): ReceivedJob | undefined {
  const address = parseJobSubject(message.subject);
  if (!address || !message.reply) return undefined;
  const acked = message.reply.split('.');
  // $JS.ACK.<stream>.<consumer>.<delivery>.<stream sequence>.… or, with a domain, two tokens more before the stream.
  const at = acked.length === 9 ? 2 : 4;
  const values = readHeaders(message);
  const type = `${address.workload}.${address.name}`;
  const flow = values[HEADERS.flow] || undefined;
  return {
    address,
    type,
    topic: flow ? `${type}.flow` : type,
    stream: acked[at]!,
    delivery: Number(acked[at + 2]),
    sequence: Number(acked[at + 3]),
    revision: positive(values[HEADERS.revision]),
    attempt: positive(values[HEADERS.attempt]),
    expiresAt: values[HEADERS.expires] ? Number(values[HEADERS.expires]) : undefined,
    flow,
    notify: values[HEADERS.notify] || undefined,
    ending: readEnding(values[HEADERS.ending]),
    reason: values[HEADERS.reason] || undefined,
    ackSubject: message.reply,
    body: message.data,
  };
}

/** One pass over the headers: asking for each by name would search them all each time, for every job. */
function readHeaders({ headers }: Msg): Record<string, string | undefined> {
  const values: Record<string, string | undefined> = {};
  if (headers) for (const [name, [value]] of headers) values[name] = value;
  return values;
}

/** The body as text and parsed, or undefined when it is no job envelope. */
export function readEnvelope(body: Uint8Array): { json: string; envelope: Envelope } | undefined {
  try {
    const json = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
    const parsed: unknown = JSON.parse(json);
    // Checked by hand: this runs for every job, and the shape is Kickoff's own.
    if (
      typeof parsed !== 'object' ||
      parsed === null ||
      !('enqueuedAt' in parsed) ||
      typeof parsed.enqueuedAt !== 'number'
    )
      return undefined;
    return { json, envelope: parsed as Envelope };
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

function readEnding(value: string | undefined): Ending | undefined {
  return value === 'cancelled' || value === 'expired' || value === 'dead' ? value : undefined;
}
