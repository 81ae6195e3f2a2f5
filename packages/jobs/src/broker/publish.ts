import { setTimeout as pause } from 'node:timers/promises';
import { errors, MsgHdrsImpl, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable, MessageInvalid, Overloaded } from '@kickoff/contracts';
import { NoAnswer, request } from './request.js';
import { isWrongSequence } from './wrong-sequence.js';

/** One JetStream publish, ready to send. */
export interface Publish {
  subject: string;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

export type PublishResult =
  | { outcome: 'stored'; sequence: number }
  /** The server remembers this message id: an earlier try was stored. */
  | { outcome: 'repeated'; sequence: number }
  /** The expectation did not hold: somebody else was first. */
  | { outcome: 'refused' };

/** The server's answer to a publish. */
export interface PubAck {
  seq?: number;
  duplicate?: boolean;
  error?: { code: number; err_code: number; description: string };
}

export interface PublishPatience {
  /** How long one try waits for the answer. Default 5 s. */
  timeoutMs?: number;
  /** How often to send before giving up. Default 3. */
  tries?: number;
}

const TIMEOUT_MS = 5_000;
const TRIES = 3;
/** "No responders" comes at once, also while a stream elects its leader: tries without a pause would all meet that moment. */
const PAUSE_MS = 250;

/** A replicated stream is storing this message id for another sender; its next answer says whether it has. */
export const IN_PROCESS = 10158;
export const IN_PROCESS_PAUSE_MS = 25;

/**
 * So many batches are in flight that the server takes no other; those end within milliseconds. It says so only to a first
 * message that asks for an answer; else the commit hears that its batch is incomplete (10176).
 */
export const BATCHES_IN_FLIGHT = [10176, 10210, 10211] as const;

/**
 * Storage and stream limits: 10023 insufficient resources, 10047 storage, 10028 memory, 10077 maximum reached, 10167 too
 * many requests in flight.
 */
const FULL = new Set<number>([10023, 10047, 10028, 10077, 10167, ...BATCHES_IN_FLIGHT]);
/** Events, moves and dead letters repeat a job's body and add headers, errors and stacks: they must fit too. */
const ROOM_BESIDE_BODY_BYTES = 64 * 1024;

/**
 * Publishes and waits for the server's answer; repeats on silence, which is safe because every publish carries a message id.
 *
 * @throws Overloaded when the store is full; BrokerUnavailable when no answer came; MessageInvalid when it is too large or
 * has a subject or header that no broker takes
 */
export async function publish(
  connection: NatsConnection,
  message: Publish,
  { timeoutMs = TIMEOUT_MS, tries = TRIES }: PublishPatience = {},
): Promise<PublishResult> {
  const headers = headersOf(message);
  const patientUntil = performance.now() + timeoutMs * tries;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const reply = await request(connection, message.subject, message.body, { headers, timeoutMs });
      const ack = reply.json<PubAck>();
      if (ack.error?.err_code !== IN_PROCESS || performance.now() > patientUntil) return readAck(message, ack);
      // No failed try: the server answers, and soon otherwise.
      attempt -= 1;
      await pause(IN_PROCESS_PAUSE_MS);
      continue;
    } catch (cause) {
      const isSilence = cause instanceof NoAnswer && !connection.isClosed();
      if (!isSilence || attempt >= tries) throw asPublishError(message, cause, timeoutMs * tries);
    }
    await pause(PAUSE_MS);
  }
}

function headersOf(message: Publish): MsgHdrs {
  try {
    return toHeaders(message.headers);
  } catch (cause) {
    throw asPublishError(message, cause, 0);
  }
}

/** @throws InvalidArgumentError for a line break in a value: it would begin another header */
export function toHeaders(...parts: readonly Readonly<Record<string, string>>[]): MsgHdrs {
  const lists: Record<string, string[]> = {};
  for (const part of parts) {
    for (const name in part) {
      const value = part[name]!;
      if (/[\r\n]/.test(value)) throw errors.InvalidArgumentError.format('header', `${name} must be one line`);
      lists[name] = [value];
    }
  }
  // One by one the client library would search for each name among those before, and check its letters.
  return MsgHdrsImpl.fromRecord(lists);
}

/** Whether a job with this body can be moved, recorded and kept as a dead letter. */
export function jobFits(connection: NatsConnection, body: string): boolean {
  const limit = largestBody(connection);
  // A UTF-16 unit is at most three bytes, so small bodies need no count.
  return body.length * 3 <= limit || Buffer.byteLength(body) <= limit;
}

/** @throws MessageInvalid when it does not fit */
export function assertJobFits(connection: NatsConnection, type: string, body: string): void {
  if (jobFits(connection, body)) return;
  throw new MessageInvalid(
    `a job of ${type} has ${Buffer.byteLength(body)} bytes, but the broker takes at most ${largestBody(connection)}; keep inputs small, pass a reference, or let the contract have \`largeInput\`, which jobs of flows cannot use`,
  );
}

function largestBody({ info }: NatsConnection): number {
  return (info?.max_payload ?? 1024 * 1024) - ROOM_BESIDE_BODY_BYTES;
}

/** @throws Overloaded, BrokerUnavailable */
export function readAck({ subject }: Publish, { seq, duplicate, error }: PubAck): PublishResult {
  if (!error) return { outcome: duplicate ? 'repeated' : 'stored', sequence: seq! };
  if (isWrongSequence(error.err_code)) return { outcome: 'refused' };
  if (FULL.has(error.err_code))
    throw new Overloaded(`the broker's store refuses messages: ${error.description}`, 5_000);
  throw new BrokerUnavailable(`${subject} was refused: ${error.description} (${error.err_code})`);
}

function asPublishError({ subject }: Publish, cause: unknown, waitedMs: number): Error {
  if (cause instanceof Overloaded || cause instanceof BrokerUnavailable) return cause;
  if (cause instanceof Error && /max_payload/i.test(cause.message)) {
    return new MessageInvalid(
      `${subject}: the message is larger than the broker accepts; keep inputs small or pass a reference`,
      { cause },
    );
  }
  if (cause instanceof errors.InvalidArgumentError || cause instanceof errors.InvalidSubjectError)
    return new MessageInvalid(`${JSON.stringify(subject)} cannot be sent: ${cause.message}`, { cause });
  if (cause instanceof NoAnswer && cause.why === 'no responders') {
    return new BrokerUnavailable(
      `no stream takes ${subject}: its leader is being elected, which passes, or it does not exist, which the migrate command changes`,
      { cause },
    );
  }
  return new BrokerUnavailable(`${subject}: the broker did not answer within ${waitedMs / 1_000} s`, {
    cause,
  });
}
