import type { NatsConnection } from '@nats-io/transport-node';
import { NATS_HEADERS, suspectSubject } from '@kickoff/contracts';
import { publish } from '../broker/publish.js';
import { lastMessage } from '../broker/stream-lookup.js';
import type { ReceivedJob } from './received-job.js';

/**
 * A job that was delivered again is suspected of having killed its worker. The delivery count alone would blame everyone
 * who was in hand at the time, so each start of a suspect is noted in the workload's stream before it begins; suspects
 * start one at a time per worker, hence only a job that kills its process collects notes.
 */

/** Notes of jobs that are done go by themselves. */
const FORGET_AFTER = '1h';

/** How often this job was started as a suspect and did not come to an end, and the sequence of the note that says so. */
export async function startsAsSuspect(
  connection: NatsConnection,
  { stream, address }: ReceivedJob,
): Promise<{ starts: number; note: number | undefined }> {
  const note = await lastMessage(connection, stream, suspectSubject(address.workload, address.id));
  return { starts: note ? Number(Buffer.from(note.body).toString()) : 0, note: note?.sequence };
}

/** Notes that this job starts for the `starts`th time as a suspect; returns the note's sequence, for its removal. */
export async function noteStart(connection: NatsConnection, job: ReceivedJob, starts: number): Promise<number> {
  const { workload, id } = job.address;
  const result = await publish(connection, {
    subject: suspectSubject(workload, id),
    headers: {
      [NATS_HEADERS.messageId]: `${id}.suspect.${starts}`,
      [NATS_HEADERS.rollup]: 'sub',
      [NATS_HEADERS.ttl]: FORGET_AFTER,
    },
    body: String(starts),
  });
  return result.outcome === 'refused' ? 0 : result.sequence;
}
