import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable } from '@kickoff/contracts';
import { NoAnswer, request } from './request.js';

/** A message as the stream's leader stores it. */
export interface StoredMessage {
  subject: string;
  sequence: number;
  headers: Map<string, string>;
  body: Uint8Array;
  /** Milliseconds since the epoch, by the server's clock. */
  storedAt: number;
}

interface GetReply {
  message?: { subject: string; seq: number; hdrs?: string; data?: string; time: string };
  error?: { err_code: number; description: string };
}

const TIMEOUT_MS = 5_000;
/** 10037: no message found. */
const NOT_FOUND = 10037;

/**
 * The last message on a subject (wildcards allowed), asked of the leader: a direct get may be answered by a replica that
 * is behind, and a job would run twice.
 */
export async function lastMessage(
  connection: NatsConnection,
  stream: string,
  subject: string,
): Promise<StoredMessage | undefined> {
  return get(connection, stream, { last_by_subj: subject });
}

/** The message with this sequence, asked of the leader. */
export async function messageAt(
  connection: NatsConnection,
  stream: string,
  sequence: number,
): Promise<StoredMessage | undefined> {
  return get(connection, stream, { seq: sequence });
}

/**
 * Whether any message stands under a filter, asked of the leader. Where most answers are no it costs the server a tenth of
 * `subjectsOf`, which makes up the whole stream's state for its answer.
 */
export async function isAnyStored(connection: NatsConnection, stream: string, filter: string): Promise<boolean> {
  return (await get(connection, stream, { seq: 1, next_by_subj: filter })) !== undefined;
}

/** The subjects under a filter that hold a message, asked of the leader. Cost grows with the matches, not with the stream. */
export async function subjectsOf(connection: NatsConnection, stream: string, filter: string): Promise<string[]> {
  const reply = await ask(connection, `$JS.API.STREAM.INFO.${stream}`, { subjects_filter: filter });
  const info = reply.json<{ state?: { subjects?: Record<string, number> }; error?: { description: string } }>();
  if (info.error) throw new Error(`stream ${stream}: ${info.error.description}`);
  return Object.keys(info.state?.subjects ?? {});
}

/** Sequence of the newest message that the leader has stored. */
export async function lastSequence(connection: NatsConnection, stream: string): Promise<number> {
  const reply = await ask(connection, `$JS.API.STREAM.INFO.${stream}`, {});
  const info = reply.json<{ state?: { last_seq: number }; error?: { description: string } }>();
  if (!info.state) throw new Error(`stream ${stream}: ${info.error?.description}`);
  return info.state.last_seq;
}

/** Deletes one message. Deleting one that is gone is not an error. */
export async function deleteMessage(connection: NatsConnection, stream: string, sequence: number): Promise<void> {
  await ask(connection, `$JS.API.STREAM.MSG.DELETE.${stream}`, { seq: sequence, no_erase: true });
}

async function get(connection: NatsConnection, stream: string, query: object): Promise<StoredMessage | undefined> {
  const reply = await ask(connection, `$JS.API.STREAM.MSG.GET.${stream}`, query);
  const { message, error } = reply.json<GetReply>();
  if (message) {
    return {
      subject: message.subject,
      sequence: message.seq,
      headers: parseHeaders(message.hdrs),
      body: Buffer.from(message.data ?? '', 'base64'),
      storedAt: Date.parse(message.time),
    };
  }
  if (error && error.err_code !== NOT_FOUND) throw new Error(`stream ${stream}: ${error.description}`);
  return undefined;
}

/** @throws BrokerUnavailable when nobody answers */
async function ask(connection: NatsConnection, subject: string, query: object): Promise<Msg> {
  try {
    return await request(connection, subject, JSON.stringify(query), { timeoutMs: TIMEOUT_MS });
  } catch (cause) {
    if (!(cause instanceof NoAnswer)) throw cause;
    throw new BrokerUnavailable(`the broker did not answer ${subject}: ${cause.why}`, { cause });
  }
}

function parseHeaders(encoded: string | undefined): Map<string, string> {
  const parsed = new Map<string, string>();
  if (!encoded) return parsed;
  for (const line of Buffer.from(encoded, 'base64').toString().split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0) parsed.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return parsed;
}
