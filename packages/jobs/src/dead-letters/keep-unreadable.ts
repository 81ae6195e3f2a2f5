import type { JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  deadSubject,
  isName,
  MessageInvalid,
  NATS_HEADERS,
  NO_KEY,
  parseKeySubject,
  subjectTokens,
  type DeadLetter,
} from '@kickoff/contracts';
import { v5 } from 'uuid';
import { publish } from '../broker/publish.js';

/** A message of the platform that its reader cannot understand. */
export interface UnreadableMessage {
  subject: string;
  data: Uint8Array;
  /** Which message of a stream it is: `placeOfMessage` or `placeOfAck`. Without one, equal bodies on one subject are one message. */
  place?: string;
}

/** Of a body that could not be read, so much is kept in its dead letter. */
const MAX_RAW_BYTES = 64 * 1024;
const NAMESPACE = 'b2f0d3c4-6f7f-4f0e-9b1e-3c1f5a4f7a61';
/** Stands for a workload where the subject names none. */
const PLATFORM = 'platform';
const UNKNOWN = 'unknown';

/**
 * Keeps a message as a dead letter with the reason, the subject and the beginning of its body, so that its reader can pass
 * over it. Its id follows from the message: however many replicas read it, and however often, it is one dead letter.
 *
 * @returns what was said of it, to be reported
 * @throws Overloaded, BrokerUnavailable
 */
export async function keepUnreadable(
  connection: NatsConnection,
  { subject, data, place }: UnreadableMessage,
  reason: string,
): Promise<MessageInvalid> {
  const error = new MessageInvalid(`the message on ${subject} ${reason}`);
  const id = v5(Buffer.concat([Buffer.from(`${subject}\n${place ?? ''}\n`), place ? EMPTY : data]), NAMESPACE);
  const { workload, queue, name } = addressOf(subject);
  const letter: DeadLetter = {
    id,
    type: `${workload}.${name}`,
    queue,
    priority: 'normal',
    key: NO_KEY,
    revision: 1,
    attempt: 1,
    diedAt: Date.now(),
    error: { code: error.code, name: error.name, message: error.message },
    subject,
    raw: rawBeginning(data),
  };
  await publish(connection, {
    subject: deadSubject({ workload, queue, name, id }),
    headers: { [NATS_HEADERS.messageId]: `${id}.1` },
    body: JSON.stringify(letter),
  });
  return error;
}

/** Tells a stored message from every other, also of a stream that was rebuilt. */
export function placeOfMessage({ info, seq, timestampNanos }: Pick<JsMsg, 'info' | 'seq' | 'timestampNanos'>): string {
  return `${info.stream}.${seq}.${timestampNanos}`;
}

/** The same from the subject that a message's ack goes to; undefined when it is none. */
export function placeOfAck(ackSubject: string | undefined): string | undefined {
  if (!ackSubject?.startsWith('$JS.ACK.')) return undefined;
  const tokens = ackSubject.split('.');
  // $JS.ACK.<stream>.<consumer>.<delivery>.<stream sequence>.<consumer sequence>.<stored at>.… or, with a domain, two more.
  const at = tokens.length === 9 ? 2 : 4;
  return [tokens[at], tokens[at + 3], tokens[at + 5]].join('.');
}

/** Base64 of the first 64 KB. */
export function rawBeginning(body: Uint8Array): string {
  return Buffer.from(body.subarray(0, MAX_RAW_BYTES)).toString('base64');
}

const EMPTY = new Uint8Array();

/** Where its dead letter belongs. What is no job has the first word of its subject for a queue, or the name of its bucket. */
function addressOf(subject: string): { workload: string; queue: string; name: string } {
  const entry = parseKeySubject(subject);
  if (entry) {
    const [first, second] = entry.key.split('.');
    return entry.bucket === 'control' ? named(second, entry.bucket, first) : named(first, entry.bucket, second);
  }
  const [family, ...rest] = subjectTokens(subject);
  const [first, second, third] = rest;
  if (family === 'jobs') return named(first, third, rest[4]);
  if (family === 'schedules') return named(second, family, third);
  if (family === 'flows') return named(second === '_' ? PLATFORM : second, family, first);
  return named(first, family, second);
}

function named(
  workload = PLATFORM,
  queue = UNKNOWN,
  name = UNKNOWN,
): { workload: string; queue: string; name: string } {
  const [safeWorkload, safeQueue, safeName] = [workload, queue, name].map((word) => (isName(word) ? word : UNKNOWN));
  return { workload: safeWorkload!, queue: safeQueue!, name: safeName! };
}
