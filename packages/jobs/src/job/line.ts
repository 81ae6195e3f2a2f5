import type { NatsConnection } from '@nats-io/transport-node';
import {
  HEADERS,
  jobCheckSubject,
  jobsStream,
  lineClaimCheckSubject,
  lineClaimSubject,
  lineEndedSubject,
  lineSubject,
  NATS_HEADERS,
  parseJobSubject,
  type JobAddress,
} from '@kickoff/contracts';
import { publish } from '../broker/publish.js';
import type { ServerClock } from '../broker/server-clock.js';
import { deleteMessage, isAnyStored, lastMessage, subjectsOf } from '../broker/stream-lookup.js';
import { move } from './move.js';
import { asMovable, isDueSoon } from './stored-job.js';

/**
 * A line of ordered jobs, read from the stream. Its head is the job that has claimed it, else the unfinished job with the
 * smallest id. A job keeps its id, and so its place, through retries, defers and redeliveries; it keeps its claim until it
 * ends, so that a job with a smaller id that joins late does not start beside it.
 */

/** `Kickoff-Waits-For` of a job that is parked until its line comes to it. */
export const WAITS_FOR_LINE = 'line';

/** What moving in a line needs of a broker. */
export interface LineBroker {
  connection: NatsConnection;
  clock: Pick<ServerClock, 'now'>;
}

type LineName = Pick<JobAddress, 'workload' | 'key'>;

interface Line {
  /** The job whose turn it is; undefined when the line is empty. */
  head: JobAddress | undefined;
  /** Id of the job that has claimed the line. */
  claimedBy: string | undefined;
  /** The job that has claimed it has ended: whoever ended it died, or lost the broker, before it could let the line go. */
  isLeft: boolean;
}

/** One question to the stream's leader; its cost grows with the line, not with the stream. */
async function readLine(connection: NatsConnection, { workload, key }: LineName): Promise<Line> {
  const claims = lineClaimSubject({ workload, key, id: '' });
  const jobs = new Map<string, JobAddress>();
  let claimedBy: string | undefined;
  let first: JobAddress | undefined;
  for (const subject of await subjectsOf(connection, jobsStream(workload), lineSubject(workload, key))) {
    if (subject.startsWith(claims)) claimedBy = subject.slice(claims.length);
    const address = parseJobSubject(subject);
    if (!address) continue;
    // A job may stand on two subjects: fired and not yet removed, or parked and not yet acked, which lasts when its worker
    // died between the two. As parked, so that `promote` asks which of them holds.
    if (address.place === 'later' || !jobs.has(address.id)) jobs.set(address.id, address);
    if (!first || address.id <= first.id) first = jobs.get(address.id);
  }
  const claimer = claimedBy === undefined ? undefined : jobs.get(claimedBy);
  return { head: claimer ?? first, claimedBy, isLeft: claimedBy !== undefined && !claimer };
}

export async function lineHead(connection: NatsConnection, line: LineName): Promise<JobAddress | undefined> {
  return (await readLine(connection, line)).head;
}

/**
 * Claims the line for a job whose turn it is. The broker lets one claim through.
 *
 * @returns sequence of the claim, which must be deleted when the job has ended; undefined when it is another job's turn
 */
export async function claimTurn(
  connection: NatsConnection,
  { address, revision }: { address: JobAddress; revision: number },
): Promise<number | undefined> {
  for (;;) {
    const { head, claimedBy } = await readLine(connection, address);
    if (head && head.id !== address.id) return undefined;
    if (claimedBy !== undefined) {
      const claim = await findClaim(connection, address, claimedBy);
      if (claimedBy === address.id && claim !== undefined) return claim;
      if (claim !== undefined) await releaseTurn(connection, address.workload, claim);
    }
    const result = await publish(connection, {
      subject: lineClaimSubject(address),
      headers: {
        [NATS_HEADERS.messageId]: `${address.id}.claim.${revision}`,
        [NATS_HEADERS.expectedLastSubjectSequence]: '0',
        [NATS_HEADERS.expectedLastSubjectSequenceSubject]: lineClaimCheckSubject(address),
      },
      body: '',
    });
    if (result.outcome !== 'refused') return result.sequence;
  }
}

/** Sequence of a line's claim by this job. */
async function findClaim(
  connection: NatsConnection,
  { workload, key }: LineName,
  id: string,
): Promise<number | undefined> {
  const claim = await lastMessage(connection, jobsStream(workload), lineClaimSubject({ workload, key, id }));
  return claim?.sequence;
}

/** The job that had claimed its line has ended and its message is gone. */
export function releaseTurn(connection: NatsConnection, workload: string, claim: number): Promise<void> {
  return deleteMessage(connection, jobsStream(workload), claim);
}

/**
 * A job of the line has ended and its message is gone: tells workers that hold the next one, or moves it out of `later`. A
 * claim whose job has ended goes too.
 */
export async function advanceLine(broker: LineBroker, line: LineName): Promise<void> {
  // Most jobs are the only one of their line.
  if (!(await isAnyStored(broker.connection, jobsStream(line.workload), lineSubject(line.workload, line.key)))) return;
  const { head, claimedBy, isLeft } = await readLine(broker.connection, line);
  if (isLeft) {
    const claim = await findClaim(broker.connection, line, claimedBy!);
    if (claim !== undefined) await releaseTurn(broker.connection, line.workload, claim);
  }
  if (!head) return;
  broker.connection.publish(lineEndedSubject(line.workload), line.key);
  await promote(broker, head);
}

/**
 * Lets every line of a workload go on whose last job was ended by somebody who could not do it any more.
 *
 * @returns how many lines that were
 */
export async function advanceLeftLines(broker: LineBroker, workload: string): Promise<number> {
  let advanced = 0;
  for (const subject of await subjectsOf(
    broker.connection,
    jobsStream(workload),
    lineClaimSubject({ workload, key: '*', id: '*' }),
  )) {
    const line = { workload, key: subject.split('.').at(-2)! };
    if (!(await readLine(broker.connection, line)).isLeft) continue;
    await advanceLine(broker, line);
    advanced += 1;
  }
  return advanced;
}

/** Moves a parked head into its queue. A head that waits for a retry, a delay or a defer keeps its time. */
export async function promote({ connection, clock }: LineBroker, head: JobAddress): Promise<void> {
  if (head.place !== 'later') return;
  const stored = await lastMessage(connection, jobsStream(head.workload), jobCheckSubject(head));
  if (!stored || stored.headers.get(HEADERS.waitsFor) !== WAITS_FOR_LINE || isDueSoon(stored, clock.now())) return;
  const parked = asMovable(stored);
  if (parked.address.place !== 'later') return;
  await move(connection, parked, { to: 'ready', attempt: parked.attempt, reason: 'its turn in the line' });
}
