import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import {
  consumerName,
  HEADERS,
  jobsStream,
  jobSubject,
  NATS_HEADERS,
  PriorityNotDeclared,
  TooLate,
  type JobAddress,
  type JobEvent,
  type Priority,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import type { Publish } from '../broker/publish.js';
import type { StoredMessage } from '../broker/stream-lookup.js';
import { publishEvents } from '../job/job-events.js';
import { move, MOVED, moveHeaders, type MovableJob, type Move } from '../job/move.js';
import { tellOfEvent } from '../job/notify.js';
import { dueAt, isDueSoon } from '../job/stored-job.js';
import { readEnvelope } from '../worker/received-job.js';
import { publishBatch, type BatchResult } from './atomic-batch.js';
import { findJob, wasDelivered } from './job-changes.js';
import type { JobHandle } from './enqueue-options.js';

/** Changes of a job that waits: when it runs, and before whom. */

/** Seconds. What cancels a schedule has done so when it is stored. */
const MARKER_TTL = '1';

/**
 * Makes a job that waits for a time due at another one; a time that has passed means now.
 *
 * @throws TooLate when it is due within two seconds or waits for no time; JobNotFound
 */
export async function rescheduleJob(broker: Broker, job: JobHandle, at: Date): Promise<JobHandle> {
  const { stored, movable, ended } = await findJob(broker, job);
  if (ended || movable.address.place !== 'later') throw new TooLate(`job ${job.id} no longer waits for a time`);
  const waitsFor = stored.headers.get(HEADERS.waitsFor);
  if (waitsFor) throw new TooLate(`job ${job.id} waits for its turn (${waitsFor}), not for a time`);
  if (isDueSoon(stored, broker.clock.now())) throw new TooLate(`job ${job.id} is due within two seconds`);
  const reason = 'rescheduled';
  const next: Move =
    at.getTime() <= broker.clock.now()
      ? { to: 'ready', attempt: movable.attempt, reason }
      : { ...waitingAsBefore(stored, movable), runAt: at.getTime(), reason };
  const result = await move(broker.connection, movable, next);
  if (result.outcome === 'lost') throw new TooLate(`job ${job.id} changed meanwhile`);
  await tell(broker, movable, result.address, result.revision, next);
  return { id: job.id, subject: jobSubject(result.address) };
}

/**
 * Gives a waiting job another priority of its queue.
 *
 * @throws as `relocateJob`
 */
export async function reprioritiseJob(broker: Broker, job: JobHandle, priority: Priority): Promise<JobHandle> {
  return relocateJob(broker, job, { priority });
}

/**
 * Puts a waiting job into another queue of its workload, there with its priority or another one.
 *
 * @throws as `relocateJob`
 */
export async function moveToQueue(
  broker: Broker,
  job: JobHandle,
  queue: string,
  priority?: Priority,
): Promise<JobHandle> {
  return relocateJob(broker, job, { queue, priority });
}

/**
 * Changes the queue or the priority of a waiting job, which are part of its subject.
 *
 * @throws TooLate when a worker has it or it is due within two seconds; PriorityNotDeclared; JobNotFound
 */
async function relocateJob(
  broker: Broker,
  job: JobHandle,
  { queue, priority }: { queue?: string; priority?: Priority | undefined },
): Promise<JobHandle> {
  const { stored, movable, ended } = await findJob(broker, job);
  const { address } = movable;
  if (ended) throw new TooLate(`job ${job.id} has already ended`);
  const target: JobAddress = { ...address, queue: queue ?? address.queue, priority: priority ?? address.priority };
  if (target.queue === address.queue && target.priority === address.priority)
    return { id: job.id, subject: stored.subject };
  await assertDeclared(broker, target);
  if (isDueSoon(stored, broker.clock.now())) throw new TooLate(`job ${job.id} is due within two seconds`);
  if (await wasDelivered(broker, stored)) throw new TooLate(`job ${job.id} has already started`);
  const reason =
    target.queue === address.queue
      ? `priority ${address.priority} became ${target.priority}`
      : `moved from queue ${address.queue} to ${target.queue}`;
  const next: Move =
    address.place === 'later'
      ? { ...waitingAsBefore(stored, movable), reason }
      : { to: 'ready', attempt: movable.attempt, reason, queue: target.queue, priority: target.priority };
  const { outcome } =
    next.to === 'later'
      ? await moveSchedule(broker, movable, next, target)
      : await move(broker.connection, movable, next);
  if (outcome === 'refused' || outcome === 'lost') throw new TooLate(`job ${job.id} changed meanwhile`);
  await tell(broker, movable, target, movable.revision + 1, next);
  return { id: job.id, subject: jobSubject(target) };
}

/**
 * One atomic batch of a marker that cancels the schedule and the job on its new subject: were they two publishes, a crash in
 * between would let the job become due twice.
 */
async function moveSchedule(
  { connection }: Broker,
  job: MovableJob,
  next: Extract<Move, { to: 'later' }>,
  target: JobAddress,
): Promise<BatchResult> {
  const revision = job.revision + 1;
  const {
    [NATS_HEADERS.expectedLastSubjectSequence]: sequence,
    [NATS_HEADERS.expectedLastSubjectSequenceSubject]: over,
    ...headers
  } = moveHeaders(job, next, target, revision);
  const marker: Publish = {
    subject: jobSubject({ ...job.address, place: 'ready' }),
    headers: {
      [HEADERS.revision]: String(job.revision),
      [HEADERS.ending]: MOVED,
      [NATS_HEADERS.messageId]: `${target.id}.${revision}.moved`,
      [NATS_HEADERS.expectedLastSubjectSequence]: sequence!,
      [NATS_HEADERS.expectedLastSubjectSequenceSubject]: over!,
      [NATS_HEADERS.ttl]: MARKER_TTL,
      [NATS_HEADERS.scheduler]: jobSubject(job.address),
      [NATS_HEADERS.scheduleNext]: 'purge',
    },
    body: '',
  };
  return publishBatch(connection, [marker, { subject: jobSubject(target), headers, body: job.body }]);
}

/** What a move must repeat so that the job goes on waiting as it did. */
function waitingAsBefore(stored: StoredMessage, { attempt }: MovableJob): Extract<Move, { to: 'later' }> {
  return {
    to: 'later',
    runAt: dueAt(stored)!,
    attempt,
    state: stored.headers.get(HEADERS.state) === 'retrying' ? 'retrying' : 'scheduled',
    waitsFor: stored.headers.get(HEADERS.waitsFor),
    unique: stored.headers.get(HEADERS.unique),
  };
}

/** A consumer per declared priority: without one nobody would ever receive the job. */
async function assertDeclared(broker: Broker, { workload, queue, priority }: JobAddress): Promise<void> {
  try {
    await broker.manager.consumers.info(jobsStream(workload), consumerName(queue, priority));
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== JetStreamApiCodes.ConsumerNotFound) throw error;
    throw new PriorityNotDeclared(`queue ${workload}/${queue} declares no priority ${priority}`);
  }
}

async function tell(
  broker: Broker,
  job: MovableJob,
  { id, workload, name, queue, priority, key }: JobAddress,
  revision: number,
  next: Move,
): Promise<void> {
  const event: JobEvent = {
    id,
    type: `${workload}.${name}`,
    revision,
    delivery: 0,
    state: next.to === 'later' ? next.state : 'queued',
    at: broker.clock.now(),
    queue,
    priority,
    key,
    attempt: job.attempt,
    runAt: next.to === 'later' ? next.runAt : undefined,
    reason: next.reason,
    // The record keeps the queue with what a job is.
    envelope: queue === job.address.queue ? undefined : readEnvelope(Buffer.from(job.body).toString()),
  };
  await publishEvents(broker.connection, [event], job.flow ? 'flow' : 'job');
  tellOfEvent(broker.connection, job, event);
}
