import { createInbox, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { inboxOf } from './inbox.js';

/** A message of a stream as a direct get returns it. */
export interface StreamMessage {
  subject: string;
  sequence: number;
  /** Milliseconds since the epoch, by the server's clock. */
  storedAt: number;
  header: (name: string) => string | undefined;
  body: Uint8Array;
}

export interface DirectBatchOptions {
  stream: string;
  /** First sequence to read; messages that are gone are passed over. */
  fromSequence: number;
  /** Only messages under these subjects. Default: all. */
  filter?: string;
  /** Most messages of one answer, up to 1,024. */
  batch: number;
}

const MAX_BYTES = 8 * 1_048_576;
const TIMEOUT_MS = 5_000;

/**
 * Reads messages of a stream in order of sequence without a consumer: nothing is acked, nothing is taken away. Any replica
 * may answer, so the last messages may be missing; they come with the next call.
 *
 * @returns undefined when there is no such stream
 * @throws Error when no answer came in time
 */
export async function readDirectBatch(
  connection: NatsConnection,
  { stream, fromSequence, filter, batch }: DirectBatchOptions,
): Promise<StreamMessage[] | undefined> {
  const answer = await directGet(connection, stream, { seq: fromSequence, batch, next_by_subj: filter });
  return answer?.messages;
}

/**
 * The last message of each subject (wildcards allowed), as `readDirectBatch` in all else.
 *
 * @param subjects of which at most 1,024 subjects hold a message
 * @returns undefined when there is no such stream
 * @throws Error when no answer came in time, or when more subjects match
 */
export async function readLastOfEach(
  connection: NatsConnection,
  stream: string,
  subjects: readonly string[],
): Promise<StreamMessage[] | undefined> {
  const found: StreamMessage[] = [];
  for (let fromSequence = 1; ; fromSequence = found.at(-1)!.sequence + 1) {
    const answer = await directGet(connection, stream, { seq: fromSequence, multi_last: subjects });
    if (!answer) return undefined;
    found.push(...answer.messages);
    // Large messages do not all fit into one answer.
    if (answer.pending === 0 || answer.messages.length === 0) return found;
  }
}

interface DirectAnswer {
  messages: StreamMessage[];
  /** Messages that the request asked for and the answer had no room for. */
  pending: number;
}

async function directGet(connection: NatsConnection, stream: string, query: object): Promise<DirectAnswer | undefined> {
  const inbox = createInbox(inboxOf(connection));
  const messages: StreamMessage[] = [];
  return new Promise((resolve, reject) => {
    const end = (outcome: () => void) => {
      clearTimeout(timer);
      subscription.unsubscribe();
      outcome();
    };
    const subscription = connection.subscribe(inbox, {
      callback: (error, message) => {
        if (error) return end(() => reject(error));
        const sequence = message.headers?.get('Nats-Sequence');
        if (sequence) {
          messages.push(toStreamMessage(message, Number(sequence)));
          return;
        }
        const { code = 0, description = '' } = message.headers ?? {};
        const pending = Number(message.headers?.get('Nats-Num-Pending') || 0);
        // 204: end of batch; 404: nothing at or after this sequence; 503: nobody serves the stream.
        if (code === 204 || code === 404) return end(() => resolve({ messages, pending }));
        if (code === 503) return end(() => resolve(undefined));
        end(() => reject(new Error(`${stream}: direct get answered ${code} ${description}`)));
      },
    });
    const request = JSON.stringify({ ...query, max_bytes: MAX_BYTES });
    connection.publish(`$JS.API.DIRECT.GET.${stream}`, request, { reply: inbox });
    // Last: a connection that is closed throws above, and nothing is to be ended then.
    const timer = setTimeout(
      () => end(() => reject(new Error(`${stream}: no answer to a direct get in ${TIMEOUT_MS} ms`))),
      TIMEOUT_MS,
    );
  });
}

function toStreamMessage({ headers, data }: Msg, sequence: number): StreamMessage {
  return {
    subject: headers?.get('Nats-Subject') ?? '',
    sequence,
    storedAt: Date.parse(headers?.get('Nats-Time-Stamp') ?? ''),
    header: (name) => headers?.get(name) || undefined,
    body: data,
  };
}
