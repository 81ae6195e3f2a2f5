import type { Msg } from '@nats-io/transport-node';
import { HEADERS } from '@kickoff/contracts';
import { ReceivedPiece } from './received-piece.js';

/**
 * Kickoff's own headers of a delivered message, by name. Read from the bytes: the client library's map of all headers costs
 * a worker a tenth of its time, and of most jobs one header matters.
 */
export function kickoffHeaders(message: SizedMessage, body: Uint8Array): Readonly<Record<string, string | undefined>> {
  const block = headerBlock(message, body);
  if (block !== undefined && isFresh(block)) return FRESH;
  const values: Record<string, string | undefined> = {};
  if (block === undefined) {
    if (message.headers) for (const [name, [value]] of message.headers) values[name] = value;
    return values;
  }
  for (let at = block.indexOf(LINE); at >= 0; at = block.indexOf(LINE, at + LINE.length)) {
    const colon = block.indexOf(':', at);
    const end = block.indexOf('\r\n', at + LINE.length);
    if (colon > 0 && colon < end) values[block.slice(at + 2, colon)] ??= text(block.slice(colon + 1, end).trim());
  }
  return values;
}

/** The client library's messages know their size, though its interface does not say so. */
type SizedMessage = Msg & { size?(): number };

const BEGIN = 'NATS/1.0\r\n';
const END = '\r\n\r\n';
const LINE = '\r\nKickoff-';
const FRESH_BEGIN = `${BEGIN}${HEADERS.revision}: 1\r\n`;
/** Of a job as it was enqueued, like most. */
const FRESH: Readonly<Record<string, string | undefined>> = Object.freeze({ [HEADERS.revision]: '1' });

/** Whether the first revision is all that Kickoff's headers say: enqueueing writes it first. */
function isFresh(block: string): boolean {
  return block.startsWith(FRESH_BEGIN) && block.indexOf(LINE, BEGIN.length) < 0;
}

/**
 * The header block, a byte per character. It stands before the body in what the client received; its length is what subject,
 * reply and body leave of the message's size. Undefined when it is not found there.
 */
function headerBlock(message: SizedMessage, body: Uint8Array): string | undefined {
  const length = (message.size?.() ?? 0) - message.subject.length - (message.reply?.length ?? 0) - body.length;
  if (length < BEGIN.length || length > body.byteOffset) return undefined;
  const block = ReceivedPiece.around(body).latin1(body.byteOffset - length, body.byteOffset);
  return block.startsWith(BEGIN) && block.endsWith(END) ? block : undefined;
}

/** Header values are UTF-8; nearly all are ASCII. */
function text(bytes: string): string {
  return /[\u0080-\u00ff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString() : bytes;
}
