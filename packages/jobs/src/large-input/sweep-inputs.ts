import {
  deadStream,
  deadSubject,
  inputMetaSubjects,
  inputStream,
  jobCheckSubject,
  jobsStream,
  parseJobSubject,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { lastMessage, subjectsOf } from '../broker/stream-lookup.js';
import { LargeInputs, SUBJECT_KEY } from './large-inputs.js';

/** As the object store keeps it of each object. */
interface ObjectMeta {
  name: string;
  deleted?: boolean;
  metadata?: Record<string, string>;
}

/**
 * Deletes stored inputs that nobody needs any more: whose job is neither unfinished nor a dead letter, and that are older than
 * `olderThanMs`, since an input is stored before its job. What the store remembers of deleted ones goes too.
 *
 * @returns how many were deleted
 */
export async function sweepInputs(broker: Broker, workload: string, olderThanMs: number): Promise<number> {
  const { connection, manager, clock } = broker;
  const stream = inputStream(workload);
  const inputs = new LargeInputs(broker);
  let deleted = 0;
  for (const subject of await subjectsOf(connection, stream, inputMetaSubjects(workload))) {
    const stored = await lastMessage(connection, stream, subject);
    if (!stored) continue;
    const { name, deleted: isGone, metadata } = JSON.parse(Buffer.from(stored.body).toString()) as ObjectMeta;
    if (!isGone) {
      if (clock.now() - stored.storedAt < olderThanMs || (await isNeeded(broker, metadata?.[SUBJECT_KEY]))) continue;
      await inputs.delete(workload, name);
      deleted += 1;
    }
    await manager.streams.purge(stream, { filter: subject });
  }
  return deleted;
}

async function isNeeded({ connection }: Broker, jobSubject: string | undefined): Promise<boolean> {
  const address = parseJobSubject(jobSubject ?? '');
  if (!address) return false;
  const job = await lastMessage(connection, jobsStream(address.workload), jobCheckSubject(address));
  return job !== undefined || (await lastMessage(connection, deadStream(), deadSubject(address))) !== undefined;
}
