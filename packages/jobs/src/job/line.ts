import type { NatsConnection } from '@nats-io/transport-node';
import {
  HEADERS,
  jobCheckSubject,
  jobsStream,
  lineEndedSubject,
  lineSubject,
  parseJobSubject,
  type JobAddress,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { isAnyStored, lastMessage, subjectsOf } from '../broker/stream-lookup.js';
import { move } from './move.js';
import { asMovable, isDueSoon } from './stored-job.js';

/**
 * A line of ordered jobs, read from the stream: its head is the unfinished job with the smallest id. A job keeps its id,
 * and so its place, through retries, defers and redeliveries.
 */

/** `Kickoff-Waits-For` of a job that is parked until its line comes to it. */
export const WAITS_FOR_LINE = 'line';

type Line = Pick<JobAddress, 'workload' | 'key'>;

/** The job whose turn it is; undefined when the line is empty. Costs one question to the leader, more with a long line. */
export async function lineHead(connection: NatsConnection, { workload, key }: Line): Promise<JobAddress | undefined> {
  let head: JobAddress | undefined;
  for (const subject of await subjectsOf(connection, jobsStream(workload), lineSubject(workload, key))) {
    const address = parseJobSubject(subject);
    if (!address) continue;
    // A job may stand on two subjects for a moment (fired and not yet removed); ready is where it is going.
    const isAhead = !head || address.id < head.id || (address.id === head.id && address.place === 'ready');
    if (isAhead) head = address;
  }
  return head;
}

/** A job of the line has ended and its message is gone: tells workers that hold the next one, or moves it out of `later`. */
export async function advanceLine(broker: Pick<Broker, 'connection' | 'clock'>, line: Line): Promise<void> {
  // Most jobs are the only one of their line.
  if (!(await isAnyStored(broker.connection, jobsStream(line.workload), lineSubject(line.workload, line.key)))) return;
  const head = await lineHead(broker.connection, line);
  if (!head) return;
  broker.connection.publish(lineEndedSubject(line.workload), line.key);
  await promote(broker, head);
}

/** Moves a parked head into its queue. A head that waits for a retry, a delay or a defer keeps its time. */
export async function promote(
  { connection, clock }: Pick<Broker, 'connection' | 'clock'>,
  head: JobAddress,
): Promise<void> {
  if (head.place !== 'later') return;
  const stored = await lastMessage(connection, jobsStream(head.workload), jobCheckSubject(head));
  if (!stored || stored.headers.get(HEADERS.waitsFor) !== WAITS_FOR_LINE || isDueSoon(stored, clock.now())) return;
  const parked = asMovable(stored);
  if (parked.address.place !== 'later') return;
  await move(connection, parked, { to: 'ready', attempt: parked.attempt, reason: 'its turn in the line' });
}
