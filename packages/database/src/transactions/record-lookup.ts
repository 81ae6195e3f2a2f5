import { setTimeout as delay } from 'node:timers/promises';
import type { JobError, JobState, LogLine } from '@kickoff/contracts';
import { DatabaseUnavailable } from '@kickoff/contracts';
import type { JobRecord, RecordedJob, RecordLookup } from '@kickoff/jobs';
import type { DataSource } from 'typeorm';
import { asDatabaseError } from '../connection/connection-error.js';
import { FIND_JOB_SQL } from './find-job.sql.js';
import { HAS_SUCCEEDED_SQL } from './has-succeeded.sql.js';

/** A worker that asks holds a job and a slot meanwhile. */
const TIMEOUT_MS = 1_000;

interface FoundJob {
  id: string;
  type: string;
  revision: number;
  delivery: number;
  state: JobState;
  attempt: number;
  reason: string | null;
  error: JobError | null;
  output: unknown;
  has_output: boolean;
  progress: { done: number; note?: string } | null;
  state_at: Date;
  run_at: Date | null;
  run_revision: number | null;
  run_delivery: number | null;
  run_attempt: number | null;
  logs: LogLine[] | null;
}

/** Asks the record in PostgreSQL, for workers and for clients. */
export class PostgresRecordLookup implements RecordLookup, JobRecord {
  constructor(private readonly dataSource: DataSource) {}

  /** The record follows the events, so `false` may be outdated; `true` never is. */
  async hasSucceeded(jobId: string, revision: number): Promise<boolean | undefined> {
    if (!this.dataSource.isInitialized) return undefined;
    const timeout = new AbortController();
    try {
      return await Promise.race([
        this.dataSource
          .query<{ succeeded: boolean }[]>(HAS_SUCCEEDED_SQL, [jobId, revision])
          .then(([row]) => row?.succeeded ?? false),
        delay(TIMEOUT_MS, undefined, { ref: false, signal: timeout.signal }),
      ]);
    } catch {
      return undefined;
    } finally {
      timeout.abort();
    }
  }

  /** @throws DatabaseUnavailable */
  async find(jobId: string): Promise<RecordedJob | undefined> {
    if (!this.dataSource.isInitialized) throw new DatabaseUnavailable('PostgreSQL has not been reached yet');
    try {
      const [row] = await this.dataSource.query<FoundJob[]>(FIND_JOB_SQL, [jobId]);
      return row && recordedJob(row);
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}

function recordedJob({
  has_output,
  state_at,
  run_at,
  run_revision,
  run_delivery,
  run_attempt,
  ...row
}: FoundJob): RecordedJob {
  const { id, type, revision, delivery, state, attempt } = row;
  return {
    id,
    type,
    revision,
    delivery,
    state,
    attempt,
    at: state_at.getTime(),
    runAt: run_at?.getTime(),
    reason: row.reason ?? undefined,
    error: row.error ?? undefined,
    // A handler that returned null left something, one that returned nothing did not.
    output: has_output ? row.output : undefined,
    progress: row.progress ?? undefined,
    run:
      run_revision === null
        ? undefined
        : { revision: run_revision, delivery: run_delivery!, attempt: run_attempt!, logs: row.logs ?? undefined },
  };
}
