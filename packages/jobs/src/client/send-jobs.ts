import type { NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable, NO_KEY } from '@kickoff/contracts';
import { BATCH_SIZE, publishBatch } from './atomic-batch.js';
import type { Enqueued } from './enqueue-options.js';
import type { JobMessage } from './job-message.js';
import { sendJob } from './send-job.js';

/** Batches of one call in flight: the server stores one while the next is on its way. A stream takes 50 from all producers. */
const BATCHES_AT_ONCE = 3;
/** How many single publishes are in flight at once when many jobs are enqueued. */
const PIPELINE = 500;
/** The same of jobs that need a look first or a batch each. */
const COSTLY_PIPELINE = 16;

/**
 * Publishes jobs of one type: without a unique key in atomic batches, with one each for itself. Jobs of a line keep their
 * order.
 *
 * @throws Overloaded, BrokerUnavailable, MessageInvalid; some of the jobs may be stored then
 */
export async function sendJobs(connection: NatsConnection, messages: readonly JobMessage[]): Promise<Enqueued[]> {
  const rule = messages.find(({ unique }) => unique)?.unique;
  if (rule) {
    const size = rule.kind === 'unfinished' ? PIPELINE : COSTLY_PIPELINE;
    return inParts(messages, size, 1, (part) => sendSingly(connection, part));
  }
  const isLine = messages[0]?.address.key !== NO_KEY;
  return inParts(messages, BATCH_SIZE, isLine ? 1 : BATCHES_AT_ONCE, (part) => sendBatch(connection, part));
}

/** Sends so many parts at once; begins no more once one has failed. */
async function inParts(
  messages: readonly JobMessage[],
  size: number,
  atOnce: number,
  send: (part: readonly JobMessage[]) => Promise<Enqueued[]>,
): Promise<Enqueued[]> {
  const answers: Enqueued[][] = [];
  let from = 0;
  const lane = async () => {
    while (from < messages.length) {
      const start = from;
      from += size;
      try {
        answers[start / size] = await send(messages.slice(start, start + size));
      } catch (error) {
        from = messages.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return answers.flat();
}

/** As `sendJobs`, of one job. */
export async function sendOne(connection: NatsConnection, message: JobMessage): Promise<Enqueued> {
  const answer = await sendJob(connection, message);
  // An id that was drawn here can only be repeated by this very publish.
  if (answer.duplicate && answer.id === message.id && !message.derivedId) answer.duplicate = false;
  return answer;
}

/** Doubles inside one call are removed first, or, where the last one wins, wait for the one before. */
async function sendSingly(connection: NatsConnection, messages: readonly JobMessage[]): Promise<Enqueued[]> {
  const byKey = new Map<string, Promise<Enqueued>>();
  return Promise.all(
    messages.map(async (message) => {
      const { unique, address, id } = message;
      const scope = unique ? `${address.name}.${address.key}` : id;
      const before = byKey.get(scope);
      const firstWins = !unique || unique.kind === 'unfinished' || unique.kind === 'throttle';
      if (before && firstWins) return { ...(await before), duplicate: true };
      const sent = before ? before.then(() => sendOne(connection, message)) : sendOne(connection, message);
      byKey.set(scope, sent);
      return sent;
    }),
  );
}

/** A batch with derived ids is refused when some of it is stored (a repeated attempt): each is then settled for itself. */
async function sendBatch(connection: NatsConnection, messages: readonly JobMessage[]): Promise<Enqueued[]> {
  if (messages.length === 1) return [await sendOne(connection, messages[0]!)];
  const result = await publishBatch(connection, messages);
  if (result.outcome === 'refused') {
    if (messages.some(({ derivedId }) => derivedId)) return sendSingly(connection, messages);
    throw new BrokerUnavailable(`a batch of ${messages.length} jobs of ${messages[0]!.address.name} was refused`);
  }
  return messages.map(({ id, subject }) => ({ id, subject, duplicate: false }));
}
