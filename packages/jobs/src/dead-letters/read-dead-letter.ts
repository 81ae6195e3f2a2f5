import type { NatsConnection } from '@nats-io/transport-node';
import { DeadLetter, deadStream, deadSubject, DeadLetterUnusable, type JobAddress } from '@kickoff/contracts';
import { deleteMessage, lastMessage } from '../broker/stream-lookup.js';

/** A dead letter as `DEAD` keeps it. */
export interface StoredDeadLetter {
  letter: DeadLetter;
  /** Stream sequence. */
  sequence: number;
}

/**
 * The dead letter of a job, asked of the stream's leader.
 *
 * By its id alone the broker looks through all subjects of `DEAD`; whoever has more than a few should give the address.
 *
 * @throws DeadLetterUnusable when what is kept is no dead letter
 */
export async function readDeadLetter(
  connection: NatsConnection,
  {
    id,
    workload = '*',
    queue = '*',
    name = '*',
  }: Pick<JobAddress, 'id'> & Partial<Pick<JobAddress, 'workload' | 'queue' | 'name'>>,
): Promise<StoredDeadLetter | undefined> {
  const stored = await lastMessage(connection, deadStream(), deadSubject({ workload, queue, name, id }));
  if (!stored) return undefined;
  const letter = DeadLetter.safeParse(asJson(stored.body)).data;
  if (!letter) throw new DeadLetterUnusable(`what is kept on ${stored.subject} is no dead letter`);
  return { letter, sequence: stored.sequence };
}

/** Deletes this dead letter and no later one of the same job. One that is gone is no error. */
export async function deleteDeadLetter(
  connection: NatsConnection,
  { sequence }: Pick<StoredDeadLetter, 'sequence'>,
): Promise<void> {
  await deleteMessage(connection, deadStream(), sequence);
}

function asJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}
