import type { DataSource } from 'typeorm';
import type { JobState } from '@kickoff/contracts';
import { asDatabaseError } from '../connection/connection-error.js';
import { firstIdAt } from '../record/first-id.js';
import { KNOWN_JOBS_SQL, LAST_ENDS_SQL, SCHEDULE_OVERVIEW_SQL } from './schedule-overview.sql.js';
import { scheduleTag } from './scheduled-job.js';

/** What the record knows of the jobs of one schedule. */
export interface ScheduleSummary {
  id: string;
  /** Made in the window. */
  jobs: number;
  succeeded: number;
  dead: number;
  /** Share of those that succeeded among those that succeeded or died, 0 to 1; undefined without any. */
  successRate: number | undefined;
  running: number;
  /** From the first start to the end of those that succeeded, in milliseconds; undefined without any. */
  averageMs: number | undefined;
  /** Of any time. */
  last: { id: string; state: JobState; startedAt: Date | null; endedAt: Date | null } | undefined;
}

interface Row {
  id: string;
  jobs: number;
  succeeded: number;
  dead: number;
  running: number;
  average_ms: number | null;
  last_job: string | null;
  last_state: JobState;
  last_started_at: Date | null;
  last_ended_at: Date | null;
}

/** What became of the jobs that schedules made, from the record. */
export class ScheduleHistory {
  constructor(private readonly dataSource: DataSource) {}

  /** By id. @throws DatabaseUnavailable */
  async overview(ids: readonly string[], since: Date): Promise<Map<string, ScheduleSummary>> {
    const rows = await this.query<Row>(SCHEDULE_OVERVIEW_SQL, [ids, firstIdAt(since.getTime())]);
    return new Map(rows.map((row) => [row.id, summary(row)]));
  }

  /** How many of its latest jobs, made since then, died one after the other; at most `most`. @throws DatabaseUnavailable */
  async failuresInARow(id: string, since: Date, most: number): Promise<number> {
    const ends = await this.query<{ state: string }>(LAST_ENDS_SQL, [
      scheduleTag(id),
      firstIdAt(since.getTime()),
      most,
    ]);
    const success = ends.findIndex(({ state }) => state !== 'dead');
    return success === -1 ? ends.length : success;
  }

  /** Those of the jobs that the record knows. @throws DatabaseUnavailable */
  async known(jobIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.query<{ id: string }>(KNOWN_JOBS_SQL, [jobIds]);
    return new Set(rows.map(({ id }) => id));
  }

  private async query<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    try {
      return await this.dataSource.query<T[]>(sql, parameters);
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}

function summary(row: Row): ScheduleSummary {
  const { id, jobs, succeeded, dead, running } = row;
  const ended = succeeded + dead;
  return {
    id,
    jobs,
    succeeded,
    dead,
    running,
    successRate: ended === 0 ? undefined : succeeded / ended,
    averageMs: row.average_ms ?? undefined,
    last:
      row.last_job === null
        ? undefined
        : { id: row.last_job, state: row.last_state, startedAt: row.last_started_at, endedAt: row.last_ended_at },
  };
}
