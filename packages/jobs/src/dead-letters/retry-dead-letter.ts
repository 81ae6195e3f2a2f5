import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  BrokerUnavailable,
  bucketName,
  bucketStream,
  DeadLetterRetried,
  DeadLetterUnusable,
  HEADERS,
  JobEnding,
  jobCheckSubject,
  jobsStream,
  jobSubject,
  keySubject,
  KeyHeld,
  NATS_HEADERS,
  NO_KEY,
  parseJobSubject,
  retriedSubject,
  suspectSubject,
  uniqueCheckSubject,
  type DeadLetter,
  type Envelope,
  type JobAddress,
  type JobEvent,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import type { Publish } from '../broker/publish.js';
import { assertNotDraining } from '../drain/drain-client.js';
import { deleteMessage, lastMessage, subjectsOf } from '../broker/stream-lookup.js';
import { publishBatch } from '../client/atomic-batch.js';
import { cancelKey } from '../client/control-watch.js';
import type { JobRecord } from '../client/job-record.js';
import { publishEvents } from '../job/job-events.js';
import { headerText } from '../job/move.js';
import { NOTIFY, tellOfEvent } from '../job/notify.js';
import { deleteDeadLetter, type StoredDeadLetter } from './read-dead-letter.js';

/**
 * Runs a dead job again: one publish of the revision after the letter's, on condition that no message of the job is stored.
 *
 * That condition holds once more when the retried job has ended. So the job goes in one atomic batch with a receipt that
 * names the letter's revision, and the broker takes no second receipt: docs/decisions/retries-leave-a-receipt.md.
 */

export interface RetryOptions {
  /** Shown in the record. Default `retried`. */
  reason?: string;
  /** Knows of retries whose receipt has gone. */
  record?: JobRecord | undefined;
  /** How long whoever ends the job is waited for, in milliseconds. Default 5 s. */
  patienceMs?: number;
}

export interface RetriedJob {
  id: string;
  subject: string;
  /** That it waits with now. */
  revision: number;
}

/** Longer than any retry that was read before can still be on its way, and than the record ever is behind in peace. */
const RECEIPT_TTL = '1h';
const PATIENCE_MS = 5_000;
const PAUSE_MS = 100;

/**
 * Puts the job of a dead letter back into its queue, with all its attempts and losses before it, and deletes the letter.
 *
 * @throws DeadLetterRetried, DeadLetterUnusable, QueueDraining, KeyHeld; JobEnding when whoever ends it takes too long
 * @throws BrokerUnavailable, Overloaded, DatabaseUnavailable; repeating it is safe
 */
export async function retryDeadLetter(
  broker: Broker,
  stored: StoredDeadLetter,
  { reason = 'retried', record, patienceMs = PATIENCE_MS }: RetryOptions = {},
): Promise<RetriedJob> {
  const { connection } = broker;
  const { letter } = stored;
  const job = jobOf(letter);
  const { address } = job;
  const revision = letter.revision + 1;
  await assertNotDraining(broker, address);
  const known = await record?.find(letter.id);
  if (known && known.revision > letter.revision) throw await alreadyRetried(connection, stored);
  await forgetLosses(connection, address);
  await forgetCancellation(broker, address);
  const receipt = randomUUID();
  const patientUntil = performance.now() + patienceMs;
  while (
    !(await isStored(connection, batchOf(job, { receipt, reason, expected: await freeSequence(connection, job) })))
  ) {
    // Of an answer that was lost the receipt tells.
    const kept = await lastMessage(connection, jobsStream(address.workload), receiptSubject(letter, address));
    if (kept && Buffer.from(kept.body).toString() === receipt) break;
    if (kept) throw await alreadyRetried(connection, stored);
    const last = await lastMessage(connection, jobsStream(address.workload), jobCheckSubject(address));
    if (last && !last.headers.has(HEADERS.ending)) throw await alreadyRetried(connection, stored);
    // Its worker tells of the end and keeps the letter before it lets go of the job.
    if (performance.now() > patientUntil)
      throw new JobEnding(`job ${letter.id} is dead, but its worker has not let go of it yet; try again`);
    await pause(PAUSE_MS);
  }
  await tellOfRetry(broker, job, reason);
  // What remains of a letter whose deletion fails the receipt and the record know better.
  await deleteDeadLetter(connection, stored).catch(() => undefined);
  return { id: letter.id, subject: jobSubject(address), revision };
}

interface DeadJob {
  letter: DeadLetter;
  address: JobAddress;
  envelope: Envelope;
  holdsKey: boolean;
}

/** @throws DeadLetterUnusable */
function jobOf(letter: DeadLetter): DeadJob {
  const { id, type, queue, priority, key, envelope, flow, subject } = letter;
  if (subject !== undefined)
    throw new DeadLetterUnusable(
      `dead letter ${id} is a message on ${subject} that nobody could read, so there is no job to retry`,
    );
  if (!envelope)
    throw new DeadLetterUnusable(
      `dead letter ${id} has no input to run with: the job's message could not be read, or left no room for its end`,
    );
  if (flow !== undefined)
    throw new DeadLetterUnusable(`job ${id} belongs to flow ${flow}: retry it by the flow, so that the flow goes on`);
  const [workload, name] = type.split('.') as [string, string];
  const address: JobAddress = { workload, place: 'ready', queue, priority, name, key, id };
  return { letter, address, envelope, holdsKey: letter.holdsKey ?? key !== NO_KEY };
}

/** Both or neither. The receipt stands on a subject of its own, which no check of jobs covers. */
function batchOf(
  { letter, address, envelope, holdsKey }: DeadJob,
  { receipt, reason, expected }: { receipt: string; reason: string; expected: number },
): Publish[] {
  const { id } = letter;
  const revision = letter.revision + 1;
  const subject = receiptSubject(letter, address);
  return [
    {
      subject,
      headers: {
        [NATS_HEADERS.messageId]: `${id}.retried.${letter.revision}`,
        [NATS_HEADERS.ttl]: RECEIPT_TTL,
        [NATS_HEADERS.expectedLastSubjectSequence]: '0',
      },
      body: receipt,
    },
    {
      subject: jobSubject(address),
      headers: {
        [HEADERS.revision]: String(revision),
        [HEADERS.attempt]: '1',
        [HEADERS.notify]: NOTIFY,
        [HEADERS.reason]: headerText(reason),
        [NATS_HEADERS.messageId]: `${id}.${revision}`,
        [NATS_HEADERS.expectedLastSubjectSequence]: String(expected),
        [NATS_HEADERS.expectedLastSubjectSequenceSubject]: holdsKey
          ? uniqueCheckSubject(address.workload, address.name, address.key)
          : jobCheckSubject(address),
      },
      body: JSON.stringify(envelope),
    },
  ];
}

function receiptSubject({ id, revision }: DeadLetter, { workload }: JobAddress): string {
  return retriedSubject(workload, id, revision);
}

/**
 * What the job's condition expects: nothing, or the lock of its key, which keeps others from being enqueued for a time and
 * does not end with its job.
 *
 * @throws KeyHeld when another unfinished job has the key
 */
async function freeSequence(connection: NatsConnection, { address, holdsKey }: DeadJob): Promise<number> {
  if (!holdsKey) return 0;
  const stream = jobsStream(address.workload);
  const filter = uniqueCheckSubject(address.workload, address.name, address.key);
  const last = await lastMessage(connection, stream, filter);
  if (!last) return 0;
  for (const subject of await subjectsOf(connection, stream, filter)) {
    const holder = parseJobSubject(subject);
    if (holder && holder.id !== address.id) throw new KeyHeld(address.id, holder.id);
    // The job itself: its message decides.
    if (holder) return 0;
  }
  return last.sequence;
}

/** False: refused, or nobody knows. */
async function isStored(connection: NatsConnection, batch: readonly Publish[]): Promise<boolean> {
  try {
    return (await publishBatch(connection, batch)).outcome === 'stored';
  } catch (error) {
    if (!(error instanceof BrokerUnavailable)) throw error;
    return false;
  }
}

/** A job that lost its workers begins anew: what is noted of its starts goes. */
async function forgetLosses(connection: NatsConnection, { workload, id }: JobAddress): Promise<void> {
  const note = await lastMessage(connection, jobsStream(workload), suspectSubject(workload, id));
  if (note) await deleteMessage(connection, jobsStream(workload), note.sequence);
}

/** A cancel that came while its last attempt failed stands for an hour, and would end the job once more. */
async function forgetCancellation({ connection, jetstream }: Broker, { workload, id }: JobAddress): Promise<void> {
  const key = cancelKey(workload, id);
  const wish = await lastMessage(connection, bucketStream('control'), keySubject('control', key));
  if (!wish || wish.body.length === 0) return;
  const control = await new Kvm(jetstream).open(bucketName('control'));
  await control.delete(key);
}

/** Whoever retried it may have died before the letter was deleted. */
async function alreadyRetried(connection: NatsConnection, stored: StoredDeadLetter): Promise<DeadLetterRetried> {
  await deleteDeadLetter(connection, stored).catch(() => undefined);
  return new DeadLetterRetried(`the dead letter of job ${stored.letter.id} was retried already; nothing was done`);
}

/** The job is stored, whatever becomes of the event: the record reads it from the stream as well. */
async function tellOfRetry({ connection, clock }: Broker, { letter, address, envelope }: DeadJob, reason: string) {
  const { id, type, queue, priority, key, revision } = letter;
  const event: JobEvent = {
    id,
    type,
    revision: revision + 1,
    delivery: 0,
    state: 'queued',
    at: clock.now(),
    queue,
    priority,
    key,
    attempt: 1,
    reason,
    envelope,
  };
  await publishEvents(connection, [event])
    .then(() => tellOfEvent(connection, { address, notify: NOTIFY }, event))
    .catch(() => undefined);
}
