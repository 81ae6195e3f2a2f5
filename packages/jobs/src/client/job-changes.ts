import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import {
  announceSubject,
  consumerName,
  FailedByOperator,
  HEADERS,
  jobCheckSubject,
  JobNotFound,
  jobsStream,
  jobSubject,
  NO_KEY,
  parseJobSubject,
  SchedulerUnavailable,
  TooLate,
  type AnnounceReply,
  type Ending,
  type JobError,
  type JobEvent,
  type KickoffError,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { deleteMessage, lastMessage, type StoredMessage } from '../broker/stream-lookup.js';
import { holdsKey } from '../dead-letters/holds-key.js';
import { sendDeadLetter } from '../dead-letters/send-dead-letter.js';
import { registeredType } from '../inspect/registered-type.js';
import { publishEvents } from '../job/job-events.js';
import { advanceLine } from '../job/line.js';
import { tellOfEvent } from '../job/notify.js';
import { move, NOT_STARTED_IN_TIME, type MovableJob } from '../job/move.js';
import { asMovable, isDueSoon } from '../job/stored-job.js';
import { readEnvelope } from '../worker/received-job.js';
import type { JobHandle } from './enqueue-options.js';

/**
 * `cancelled`: the job has ended; no worker had it.
 * `cancelling`: a worker has it or is about to; it stops the handler and ends the job.
 */
export type CancelResult = 'cancelled' | 'cancelling';

const CONTROL_TIMEOUT_MS = 1_000;

/**
 * Ends a job that waits, or tells the worker that holds it. The control key is written first, so that a worker that has
 * the old message already does not start it; the move then decides who was first.
 *
 * @throws JobNotFound when no unfinished job stands there; TooLate when it ended meanwhile; SchedulerUnavailable when a
 * worker has it or is about to and nobody can tell it
 */
export async function cancelJob(broker: Broker, job: JobHandle, reason: string): Promise<CancelResult> {
  const { stored, movable, ended } = await findJob(broker, job);
  if (ended) throw new TooLate(`job ${job.id} has already ended`);
  const told = await broker.connection
    .request(announceSubject(movable.address.workload, 'cancel'), JSON.stringify({ id: job.id, reason }), {
      timeout: CONTROL_TIMEOUT_MS,
    })
    .then((reply) => reply.json<AnnounceReply>().ok)
    .catch(() => false);
  // In a worker's hands: it has been told, stops the handler and ends the job then. Ending it here would free its key and
  // its line while the handler still works.
  if (isDueSoon(stored, broker.clock.now()) || (await wasDelivered(broker, stored))) {
    if (told) return 'cancelling';
    throw new SchedulerUnavailable(
      `job ${job.id} runs or is about to, and no scheduler service answers that could tell its worker; nothing was changed`,
    );
  }
  if (!(await endWaiting(broker, movable, 'cancelled', reason)))
    throw new TooLate(`job ${job.id} changed while it was being cancelled`);
  return 'cancelled';
}

/**
 * Ends a job that nobody started in time. What a worker has been given is left to it: it looks at the time before it starts
 * a job, so that whoever is first makes the move and nothing is ended that runs.
 *
 * @returns whether it was ended here
 */
export async function expireJob(broker: Broker, job: JobHandle): Promise<boolean> {
  const found = await findJob(broker, job).catch((error: unknown) => {
    if (error instanceof JobNotFound) return undefined;
    throw error;
  });
  if (!found || found.ended) return false;
  const { stored, movable } = found;
  const now = broker.clock.now();
  if (movable.expiresAt === undefined || now <= movable.expiresAt) return false;
  if (isDueSoon(stored, now) || (await wasDelivered(broker, stored))) return false;
  return endWaiting(broker, movable, 'expired', NOT_STARTED_IN_TIME);
}

/**
 * Ends a waiting job as dead, with its dead letter, from which it can be retried. The handler's `failed` is not called, unless
 * this process dies meanwhile: then a worker ends the job, and calls it.
 *
 * @throws TooLate when a worker has it or is about to, or it has ended; JobNotFound
 */
export async function failJob(broker: Broker, job: JobHandle, reason: string): Promise<void> {
  const { stored, movable, ended } = await findJob(broker, job);
  if (ended) throw new TooLate(`job ${job.id} has already ended`);
  if (isDueSoon(stored, broker.clock.now())) throw new TooLate(`job ${job.id} is due within two seconds`);
  if (await wasDelivered(broker, stored)) throw new TooLate(`job ${job.id} has already started`);
  if (!(await endWaiting(broker, movable, 'dead', reason, new FailedByOperator(reason))))
    throw new TooLate(`job ${job.id} changed meanwhile`);
}

/** Moves a waiting job into its queue now. @throws TooLate, JobNotFound */
export async function runJobNow(broker: Broker, job: JobHandle): Promise<JobHandle> {
  const { stored, movable, ended } = await findJob(broker, job);
  if (ended || movable.address.place !== 'later') throw new TooLate(`job ${job.id} no longer waits for a time`);
  if (isDueSoon(stored, broker.clock.now())) throw new TooLate(`job ${job.id} is due within two seconds`);
  const result = await move(broker.connection, movable, { to: 'ready', attempt: movable.attempt, reason: 'run now' });
  if (result.outcome === 'lost') throw new TooLate(`job ${job.id} changed meanwhile`);
  return { id: job.id, subject: jobSubject(result.address) };
}

/** Move, dead letter if there is an error, event, deletion. False when somebody else moved the job first. */
async function endWaiting(
  broker: Broker,
  job: MovableJob,
  ending: Ending,
  reason: string,
  error?: KickoffError,
): Promise<boolean> {
  const { address } = job;
  const result = await move(broker.connection, job, { to: 'ended', ending, reason });
  if (result.outcome === 'lost') return false;
  const event: JobEvent = {
    id: address.id,
    type: `${address.workload}.${address.name}`,
    revision: result.revision,
    delivery: 0,
    state: ending,
    at: broker.clock.now(),
    queue: address.queue,
    priority: address.priority,
    key: address.key,
    attempt: job.attempt,
    reason,
    error: error && { code: error.code, name: error.name, message: error.message },
  };
  if (event.error) await bury(broker, job, { ...event, error: event.error });
  await publishEvents(broker.connection, [event], job.flow ? 'flow' : 'job');
  tellOfEvent(broker.connection, job, event);
  await deleteMessage(broker.connection, jobsStream(address.workload), result.sequence);
  // Whether its type is ordered is not known here; a key that is no line has no job that waits for its turn.
  if (address.key !== NO_KEY) await advanceLine(broker, address);
  return true;
}

async function bury(
  broker: Broker,
  { address, flow, body }: MovableJob,
  { id, type, queue, priority, key, revision, attempt, at: diedAt, error }: JobEvent & { error: JobError },
): Promise<void> {
  const bytes = Buffer.from(body);
  const envelope = readEnvelope(bytes.toString());
  // The contract's code is not here; of a type that nobody has announced every key keeps others out.
  const announced = await registeredType(broker, type);
  const terms = { line: announced?.enqueue?.line, rule: announced?.enqueue?.unique };
  const letter = {
    id,
    type,
    queue,
    priority,
    key,
    revision,
    attempt,
    diedAt,
    error,
    holdsKey: holdsKey(key, terms),
    flow,
    envelope,
  };
  await sendDeadLetter(broker.connection, address, letter, bytes);
}

/** Whether the job's consumer has handed it out: sequences are handed out in order. */
export async function wasDelivered(broker: Broker, stored: StoredMessage): Promise<boolean> {
  const { workload, place, queue, priority } = parseJobSubject(stored.subject)!;
  if (place === 'later') return false;
  try {
    const { delivered } = await broker.manager.consumers.info(jobsStream(workload), consumerName(queue, priority));
    return delivered.stream_seq >= stored.sequence;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound) return false;
    throw error;
  }
}

/** @throws JobNotFound when no unfinished job stands there */
export async function findJob(
  broker: Broker,
  { id, subject }: JobHandle,
): Promise<{ stored: StoredMessage; movable: MovableJob; ended: boolean }> {
  const address = parseJobSubject(subject);
  if (!address || address.id !== id) throw new JobNotFound(`${subject} is not the subject of job ${id}`);
  const stored = await lastMessage(broker.connection, jobsStream(address.workload), jobCheckSubject(address));
  if (!stored) throw new JobNotFound(`job ${id} has ended or never existed`);
  return { stored, movable: asMovable(stored), ended: stored.headers.has(HEADERS.ending) };
}
