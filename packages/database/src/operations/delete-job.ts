import { deadStream, deadSubject, JobNotFound, JobUnfinished, type JobState } from '@kickoff/contracts';
import { deleteMessage, lastMessage, type Broker } from '@kickoff/jobs';
import type { DataSource, EntityManager } from 'typeorm';
import { asDatabaseError } from '../connection/connection-error.js';
import { JobStateRow } from '../entities/job-state.js';
import { DELETE_JOB_SQL } from './delete-job.sql.js';

/** Where a job is known. */
export interface KnownPlace {
  id: string;
  type: string;
  queue: string;
}

/**
 * Takes a job that has ended out of the record, with its runs, and its dead letter out of `DEAD`. A rebuild of the record
 * brings back what `EVENTS` still tells of it.
 *
 * @throws JobNotFound; JobUnfinished for one that has not ended, or whose flow has not; DatabaseUnavailable, BrokerUnavailable
 */
export async function deleteJob(
  { dataSource, broker: { connection } }: { dataSource: DataSource; broker: Pick<Broker, 'connection'> },
  { id, type, queue }: KnownPlace,
): Promise<void> {
  await dataSource
    .transaction(async (manager) => {
      const [deleted] = await manager.query<{ state: JobState }[]>(DELETE_JOB_SQL, [id]);
      if (!deleted) throw await refusal(manager, id);
      if (deleted.state !== 'dead') return;
      const [workload, name] = type.split('.') as [string, string];
      const stream = deadStream();
      // Before the commit: a letter whose job the record has forgotten could be found by nobody.
      const letter = await lastMessage(connection, stream, deadSubject({ workload, queue, name, id }));
      if (letter) await deleteMessage(connection, stream, letter.sequence);
    })
    .catch((error: unknown) => {
      throw asDatabaseError(error);
    });
}

async function refusal(manager: EntityManager, id: string): Promise<JobNotFound | JobUnfinished> {
  const left = await manager.findOneBy(JobStateRow, { id });
  if (!left) return new JobNotFound(`the record knows no job ${id}`);
  const why = left.rank === 3 ? 'belongs to a flow that has not ended' : `is ${left.state}`;
  return new JobUnfinished(`job ${id} ${why}: only what has ended can be deleted`);
}
