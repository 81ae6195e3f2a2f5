import type { JobEvent, LogLine } from '@kickoff/contracts';

/** What the record knows of a job: the event that it is in its present state by. */
export type RecordedJob = Pick<
  JobEvent,
  | 'id'
  | 'type'
  | 'revision'
  | 'delivery'
  | 'state'
  | 'at'
  | 'attempt'
  | 'runAt'
  | 'reason'
  | 'error'
  | 'output'
  | 'progress'
> & {
  /** Its latest run that the record knows of. */
  run?: { revision: number; delivery: number; attempt: number; logs?: LogLine[] };
};

/** What a client asks of jobs that it did not hear of: `packages/database` implements it with PostgreSQL. */
export interface JobRecord {
  /**
   * Undefined when the record does not know the job, perhaps not yet: it follows the events.
   *
   * @throws DatabaseUnavailable
   */
  find(jobId: string): Promise<RecordedJob | undefined>;
}
