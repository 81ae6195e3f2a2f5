import { jobCheckSubject, jobsStream, type JobAddress } from '@kickoff/contracts';
import { lastMessage, lastSequence } from '../broker/stream-lookup.js';
import type { NatsConnection } from '@nats-io/transport-node';

/**
 * Whether a message that was delivered or looked up is still its job's last one, asked of the stream's leader.
 *
 * In a cluster the leader of a consumer may be another server than that of the stream, and deliver what the stream's leader
 * has agreed to and not stored yet. That one then refuses a move as if somebody else had moved the job, and knows of no
 * message of it: a message above all that the leader has stored is still to come.
 */
export async function isStillLast(
  connection: NatsConnection,
  { address, sequence }: { address: JobAddress; sequence: number },
): Promise<boolean> {
  const stream = jobsStream(address.workload);
  const look = () => lastMessage(connection, stream, jobCheckSubject(address));
  const last = await look();
  if (last && last.sequence >= sequence) return last.sequence === sequence;
  if ((await lastSequence(connection, stream)) < sequence) return true;
  // It may have been stored between the two looks.
  return (await look())?.sequence === sequence;
}
