import type { NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable, jobsStream, lockSubject, NATS_HEADERS, parseJobSubject } from '@kickoff/contracts';
import { publish, type Publish } from '../broker/publish.js';
import { clockOf } from '../broker/server-clock.js';
import { lastMessage } from '../broker/stream-lookup.js';
import { publishBatch } from './atomic-batch.js';
import type { Enqueued, JobHandle } from './enqueue-options.js';
import { sendReplacing } from './send-replacing.js';
import { ruleOf } from './unique-rule.js';

/** A refused unique key is looked up; when its holder has ended meanwhile, the enqueue is tried again this often. */
const UNIQUE_TRIES = 5;

/**
 * Publishes the message of one enqueue by its unique rule.
 *
 * @throws Overloaded, BrokerUnavailable, MessageInvalid
 */
export async function sendJob(connection: NatsConnection, message: Publish): Promise<Enqueued> {
  const rule = ruleOf(message);
  if (rule && rule.kind !== 'throttle') return sendReplacing({ connection, clock: clockOf(connection) }, message, rule);
  const { id } = parseJobSubject(message.subject)!;
  for (let attempt = 1; ; attempt += 1) {
    const stored =
      rule?.kind === 'throttle'
        ? await storeLocked(connection, message, rule.forMs)
        : (await publish(connection, message)).outcome;
    if (stored !== 'refused') return { id, subject: message.subject, duplicate: stored === 'repeated' };
    const holder = await holderOf(connection, message);
    if (holder) return { ...holder, duplicate: true };
    if (attempt >= UNIQUE_TRIES)
      throw new BrokerUnavailable(`${message.subject} was refused, but no job holds its key`);
  }
}

/**
 * One atomic batch of lock and job. The lock goes first and carries the expectation for both; the job, being later, stays
 * the last message of its key while it lives.
 */
async function storeLocked(
  connection: NatsConnection,
  { subject, headers, body }: Publish,
  forMs: number,
): Promise<'stored' | 'refused'> {
  const {
    [NATS_HEADERS.expectedLastSubjectSequence]: sequence,
    [NATS_HEADERS.expectedLastSubjectSequenceSubject]: over,
    ...rest
  } = headers;
  const address = parseJobSubject(subject)!;
  const lock: Publish = {
    subject: lockSubject(address),
    headers: {
      [NATS_HEADERS.messageId]: `${address.id}.lock`,
      [NATS_HEADERS.ttl]: String(Math.ceil(forMs / 1_000)),
      [NATS_HEADERS.expectedLastSubjectSequence]: sequence!,
      [NATS_HEADERS.expectedLastSubjectSequenceSubject]: over!,
    },
    body: subject,
  };
  return (await publishBatch(connection, [lock, { subject, headers: rest, body }])).outcome;
}

/** The job that holds a key: the last one of it, or, when it has finished, what its lock says. */
async function holderOf(connection: NatsConnection, { subject, headers }: Publish): Promise<JobHandle | undefined> {
  const { workload } = parseJobSubject(subject)!;
  const filter = headers[NATS_HEADERS.expectedLastSubjectSequenceSubject]!;
  const stored = await lastMessage(connection, jobsStream(workload), filter);
  if (!stored) return undefined;
  const handle = parseJobSubject(stored.subject) ? stored.subject : Buffer.from(stored.body).toString();
  return { id: parseJobSubject(handle)!.id, subject: handle };
}
