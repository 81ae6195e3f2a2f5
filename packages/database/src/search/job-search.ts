import type { DataSource } from 'typeorm';
import { SearchInvalid, type JobError, type JobState, type Priority } from '@kickoff/contracts';
import { asDatabaseError } from '../connection/connection-error.js';
import { isJobId } from '../recorder/job-id.js';
import { parseFilter, type JobFilter, type ParsedJobFilter } from './job-filter.js';
import { countJobs, jobsWithInput, ONLY_BITMAPS_SQL, searchJobs } from './search-jobs.sql.js';

/** A job as a search finds it. */
export interface FoundJob {
  id: string;
  type: string;
  queue: string;
  priority: Priority;
  /** 16 hex digits, or `-`. */
  key: string;
  state: JobState;
  revision: number;
  attempt: number;
  reason: string | undefined;
  error: JobError | undefined;
  input: unknown;
  tags: string[];
  parentId: string | undefined;
  /** Share done, 0 to 1. */
  progress: { done: number; note?: string } | undefined;
  /** When a scheduled or retrying job becomes due. */
  runAt: Date | undefined;
  enqueuedAt: Date | undefined;
  startedAt: Date | undefined;
  endedAt: Date | undefined;
  /** Since when it is in its state. */
  stateAt: Date;
}

export interface JobPage {
  /** Newest first. */
  jobs: FoundJob[];
  /** Give it as `before` for the next page; undefined: this is the last. */
  next: string | undefined;
}

export interface PageOptions {
  /** Only jobs older than this one, by id. */
  before?: string;
  /** Default 50, at most 500. */
  limit?: number;
}

interface Row {
  id: string;
  type: string;
  queue: string;
  priority: Priority;
  key: string;
  state: JobState;
  revision: number;
  attempt: number;
  reason: string | null;
  error: JobError | null;
  input: unknown;
  tags: string[] | null;
  parent_id: string | null;
  progress: { done: number; note?: string } | null;
  run_at: Date | null;
  enqueued_at: Date | null;
  started_at: Date | null;
  ended_at: Date | null;
  state_at: Date;
}

const DEFAULT_LIMIT = 50;
const MOST = 500;
/** With more inputs that match, the newest of them are soon found by looking at one job after the other. */
const RARE = 2_000;

/** Finds jobs in the record, which follows what happens by some hundred milliseconds. */
export class JobSearch {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * One page of the jobs that a filter describes.
   *
   * @throws SearchInvalid with the place that is wrong
   * @throws DatabaseUnavailable
   */
  async find(filter: JobFilter = {}, { before, limit = DEFAULT_LIMIT }: PageOptions = {}): Promise<JobPage> {
    if (before !== undefined && !isJobId(before)) throw new SearchInvalid('before', 'must be the id of a job');
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
      throw new SearchInvalid('limit', `must be a whole number from 1 to ${MOST}, got ${limit}`);
    }
    const parsed = parseFilter(filter);
    try {
      const among = await this.rareInputs(parsed);
      if (among?.length === 0) return { jobs: [], next: undefined };
      const { sql, parameters } = searchJobs(parsed, { before, limit: limit + 1, among });
      const rows = await this.dataSource.query<Row[]>(sql, parameters);
      const jobs = rows.slice(0, limit).map(foundJob);
      return { jobs, next: rows.length > limit ? jobs.at(-1)!.id : undefined };
    } catch (error) {
      throw asDatabaseError(error);
    }
  }

  /**
   * How many jobs a filter describes. Unlike a page it takes as long as there are many.
   *
   * @throws SearchInvalid, DatabaseUnavailable
   */
  async count(filter: JobFilter = {}, { before }: Pick<PageOptions, 'before'> = {}): Promise<number> {
    const parsed = parseFilter(filter);
    try {
      const among = await this.rareInputs(parsed);
      if (among?.length === 0) return 0;
      const { sql, parameters } = countJobs(parsed, { before, among });
      const [row] = await this.dataSource.query<[{ jobs: number }]>(sql, parameters);
      return row.jobs;
    } catch (error) {
      throw asDatabaseError(error);
    }
  }

  /** All jobs with the inputs that the filter asks for, if they are few. */
  private async rareInputs(filter: ParsedJobFilter): Promise<string[] | undefined> {
    const statement = jobsWithInput(filter, RARE + 1);
    if (statement === undefined) return undefined;
    const rows = await this.dataSource.transaction(async (manager) => {
      await manager.query(ONLY_BITMAPS_SQL);
      return manager.query<{ id: string }[]>(statement.sql, statement.parameters);
    });
    return rows.length > RARE ? undefined : rows.map(({ id }) => id);
  }
}

function foundJob({ parent_id, run_at, enqueued_at, started_at, ended_at, state_at, ...row }: Row): FoundJob {
  return {
    ...row,
    reason: row.reason ?? undefined,
    error: row.error ?? undefined,
    input: row.input ?? undefined,
    tags: row.tags ?? [],
    parentId: parent_id ?? undefined,
    progress: row.progress ?? undefined,
    runAt: run_at ?? undefined,
    enqueuedAt: enqueued_at ?? undefined,
    startedAt: started_at ?? undefined,
    endedAt: ended_at ?? undefined,
    stateAt: state_at,
  };
}
