import type { NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable } from '@kickoff/contracts';
import { BATCH_SIZE, publishBatch } from './atomic-batch.js';
import type { Enqueued } from './enqueue-options.js';
import type { JobMessage } from './job-message.js';
import { sendJob } from './send-job.js';

/** How many single publishes are in flight at once when many jobs are enqueued. */
const PIPELINE = 500;
/** The same of jobs that need a look first or a batch each, of which a stream takes 50 at once from all producers. */
const COSTLY_PIPELINE = 16;

/**
 * Publishes jobs of one type, which keep their order: without a unique key in atomic batches, with one each for itself.
 *
 * @throws Overloaded, BrokerUnavailable, MessageInvalid
 */
export async function sendJobs(connection: NatsConnection, messages: readonly JobMessage[]): Promise<Enqueued[]> {
  const answers: Enqueued[] = [];
  const rule = messages.find(({ unique }) => unique)?.unique;
  const size = !rule ? BATCH_SIZE : rule.kind === 'unfinished' ? PIPELINE : COSTLY_PIPELINE;
  for (let from = 0; from < messages.length; from += size) {
    const part = messages.slice(from, from + size);
    answers.push(...(rule ? await sendSingly(connection, part) : await sendBatch(connection, part)));
  }
  return answers;
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
