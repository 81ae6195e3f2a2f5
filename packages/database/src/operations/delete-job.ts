import { deadStream, deadSubject, JobNotFound, JobUnfinished, type JobState } from '@kickoff/contracts';
import { deleteMessage, lastMessage, type Broker } from '@kickoff/jobs';
import type { DataSource } from 'typeorm';
import { asDatabaseError } from '../connection/connection-error.js';
import { JobStateRow } from '../entities/job-state.js';
import { DELETE_JOBS_SQL } from './delete-jobs.sql.js';

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
  const deleted = await rows<{ state: JobState }>(dataSource, id);
  if (!deleted) {
    const left = await dataSource.getRepository(JobStateRow).findOneBy({ id });
    if (!left) throw new JobNotFound(`the record knows no job ${id}`);
    const why = left.rank === 3 ? 'belongs to a flow that has not ended' : `is ${left.state}`;
    throw new JobUnfinished(`job ${id} ${why}: only what has ended can be deleted`);
  }
  if (deleted.state !== 'dead') return;
  const [workload, name] = type.split('.') as [string, string];
  const stream = deadStream();
  const letter = await lastMessage(connection, stream, deadSubject({ workload, queue, name, id }));
  if (letter) await deleteMessage(connection, stream, letter.sequence);
}

async function rows<Row>(dataSource: DataSource, id: string): Promise<Row | undefined> {
  try {
    const [row] = await dataSource.query<Row[]>(DELETE_JOBS_SQL, [[id]]);
    return row;
  } catch (error) {
    throw asDatabaseError(error);
  }
}
