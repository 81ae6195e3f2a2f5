import {
  HEADERS,
  jobCheckSubject,
  jobSubject,
  MessageLost,
  NATS_HEADERS,
  uniqueCheckSubject,
  type DeadLetter,
  type Envelope,
  type JobAddress,
  type JobEvent,
  type JobState,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { publish } from '../broker/publish.js';
import { sendDeadLetter } from '../dead-letters/send-dead-letter.js';
import { publishEvents } from './job-events.js';
import { NOTIFY, tellOfEvent } from './notify.js';

/**
 * What becomes of jobs whose message is gone from its stream. Each goes on, or ends, as its next revision, told by an event as
 * any move is. Whether somebody waits for it stood in the message, so that somebody is told in any case.
 */

/** A job that no stream holds, as the record knows it. */
export interface LostJob {
  /** Where it stood; `place` is not known and does not matter. */
  address: JobAddress;
  state: JobState;
  revision: number;
  attempt: number;
  /** Milliseconds since the epoch: when it was to become due, of one that waits for a time. */
  runAt: number | undefined;
  /** Milliseconds since the epoch after which it must not start. */
  expiresAt: number | undefined;
  /** Id of the flow that it belongs to. */
  flow: string | undefined;
  /** Undefined: no event and no look at the stream has brought it. */
  envelope: Envelope | undefined;
}

export interface EndedLostJob {
  job: LostJob;
  /** Why it was not put back, if that was tried. */
  because?: string;
}

/**
 * Ends lost jobs: as dead, each with its dead letter, from which it can be retried; as cancelled where that was asked for.
 *
 * @throws Overloaded, BrokerUnavailable: repeating it is safe
 */
export async function endLostJobs(broker: Broker, ended: readonly EndedLostJob[]): Promise<void> {
  const told = ended.map(({ job, because }) => ({ job, event: endOf(job, because, broker.clock.now()) }));
  for (const { job, event } of told) {
    if (event.state === 'dead') await sendDeadLetter(broker.connection, job.address, letterOf(job, event), NO_BODY);
  }
  await tell(broker, told);
}

/**
 * Puts a lost job back into its stream, to wait as it did: under its id, with its attempt, due when it was to be due.
 *
 * @param holdsKey its type is unique by its key: it goes back only while no other unfinished job has the key
 * @returns `held`: another job has its key, or it is there after all
 * @throws Overloaded, BrokerUnavailable, MessageInvalid; repeating it is safe
 */
export async function putBackLostJob(
  broker: Broker,
  job: LostJob & { envelope: Envelope },
  { holdsKey }: { holdsKey: boolean },
): Promise<'stored' | 'held'> {
  const { address, attempt, expiresAt, flow } = job;
  const now = broker.clock.now();
  const revision = job.revision + 1;
  const runAt = job.runAt !== undefined && job.runAt > now ? job.runAt : undefined;
  const headers: Record<string, string> = {
    [HEADERS.revision]: String(revision),
    [HEADERS.attempt]: String(attempt),
    [HEADERS.notify]: NOTIFY,
    [HEADERS.reason]: PUT_BACK,
    [NATS_HEADERS.messageId]: `${address.id}.${revision}.put-back`,
    [NATS_HEADERS.expectedLastSubjectSequence]: '0',
    [NATS_HEADERS.expectedLastSubjectSequenceSubject]: holdsKey
      ? uniqueCheckSubject(address.workload, address.name, address.key)
      : jobCheckSubject(address),
  };
  if (expiresAt !== undefined) headers[HEADERS.expires] = String(expiresAt);
  if (flow !== undefined) headers[HEADERS.flow] = flow;
  const ready = jobSubject({ ...address, place: 'ready' });
  const state = runAt === undefined ? 'queued' : job.state === 'retrying' ? 'retrying' : 'scheduled';
  if (runAt !== undefined) {
    headers[HEADERS.state] = state;
    headers[NATS_HEADERS.schedule] = `@at ${new Date(runAt).toISOString()}`;
    headers[NATS_HEADERS.scheduleTarget] = ready;
  }
  const { outcome } = await publish(broker.connection, {
    subject: runAt === undefined ? ready : jobSubject({ ...address, place: 'later' }),
    headers,
    body: JSON.stringify(job.envelope),
  });
  if (outcome === 'refused') return 'held';
  const event: JobEvent = { ...eventOf(job, now), state, runAt, reason: PUT_BACK, envelope: job.envelope };
  await tell(broker, [{ job, event }]);
  return 'stored';
}

const PUT_BACK = 'its message was lost and is put back';
const NO_BODY = new Uint8Array();

function endOf(job: LostJob, because: string | undefined, now: number): JobEvent {
  const event = eventOf(job, now);
  const error = new MessageLost(job.state, because);
  if (job.state === 'cancelling') return { ...event, state: 'cancelled', reason: error.message };
  const { code, name, message } = error;
  return { ...event, state: 'dead', reason: `${code}: ${message}`, error: { code, name, message } };
}

function eventOf({ address, revision, attempt }: LostJob, at: number): Omit<JobEvent, 'state'> {
  const { id, workload, name, queue, priority, key } = address;
  return { id, type: `${workload}.${name}`, revision: revision + 1, delivery: 0, at, queue, priority, key, attempt };
}

function letterOf({ flow, envelope }: LostJob, event: JobEvent): DeadLetter {
  const { id, type, queue, priority, key, revision, attempt, at: diedAt, error } = event;
  return { id, type, queue, priority, key, revision, attempt, diedAt, error: error!, flow, envelope };
}

async function tell(broker: Broker, told: readonly { job: LostJob; event: JobEvent }[]): Promise<void> {
  const { connection } = broker;
  for (const kind of ['job', 'flow'] as const) {
    const events = told.filter(({ job }) => (job.flow === undefined ? 'job' : 'flow') === kind);
    for (let from = 0; from < events.length; from += EVENTS_AT_ONCE)
      await publishEvents(
        connection,
        events.slice(from, from + EVENTS_AT_ONCE).map(({ event }) => event),
        kind,
      );
  }
  for (const { job, event } of told) tellOfEvent(connection, { address: job.address, notify: NOTIFY }, event);
}

/** Without envelopes they take some hundred bytes each, and must fit into one message. */
const EVENTS_AT_ONCE = 500;
