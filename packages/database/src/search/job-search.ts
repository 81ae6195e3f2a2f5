import type { DataSource } from 'typeorm';
import { SearchInvalid, type JobError, type JobState, type Priority } from '@kickoff/contracts';
import { asDatabaseError } from '../connection/connection-error.js';
import { firstIdAt, timeOfId } from '../record/first-id.js';
import { isJobId } from '../recorder/job-id.js';
import { parseFilter, type JobFilter, type ParsedJobFilter } from './job-filter.js';
import { countJobs, EXTENT_SQL, jobsWithInput, ONLY_BITMAPS_SQL, searchJobs, type Extent } from './search-jobs.sql.js';
import { SEARCH_BUDGET_MS, SearchSlices } from './search-slices.js';

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
  /** Newest first. Fewer than asked for, or none, on the last page and where long nothing was found. */
  jobs: FoundJob[];
  /** Give it as `before` for the next page; an id, of no job perhaps. Undefined: this is the last. */
  next: string | undefined;
}

export interface PageOptions {
  /** Only jobs older than this one, by id. */
  before?: string;
  /** Default 50, at most 500. */
  limit?: number;
  /** Time after which a page is given that is not full yet. Default 150 ms; Infinity: never. */
  budgetMs?: number;
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
/** An id that none is above. */
const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** With more inputs that match, the newest of them are soon found by looking at one job after the other. */
const RARE = 2_000;

/** Finds jobs in the record, which follows what happens by some hundred milliseconds. */
export class JobSearch {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * One page of the jobs that a filter describes. It is given after some 150 ms even if it is not full yet, so that no
   * search takes longer the more jobs there are; `next` tells whether older ones are left.
   *
   * @throws SearchInvalid with the place that is wrong
   * @throws DatabaseUnavailable
   */
  async find(
    filter: JobFilter = {},
    { before, limit = DEFAULT_LIMIT, budgetMs = SEARCH_BUDGET_MS }: PageOptions = {},
  ): Promise<JobPage> {
    if (before !== undefined && !isJobId(before)) throw new SearchInvalid('before', 'must be the id of a job');
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
      throw new SearchInvalid('limit', `must be a whole number from 1 to ${MOST}, got ${limit}`);
    }
    const parsed = parseFilter(filter);
    try {
      const among = await this.rareInputs(parsed);
      if (among?.length === 0) return { jobs: [], next: undefined };
      if (among === undefined) return await this.lookBack(parsed, { before, limit, budgetMs });
      const jobs = await this.look(parsed, { before, among, limit: limit + 1 });
      return pageOf(jobs, limit);
    } catch (error) {
      throw asDatabaseError(error);
    }
  }

  /** From the newest job on, until the page is full, nothing is left, or it has taken long enough. */
  private async lookBack(
    filter: ParsedJobFilter,
    { before, limit, budgetMs }: { before: string | undefined; limit: number; budgetMs: number },
  ): Promise<JobPage> {
    const [extent] = await this.dataSource.query<[{ newest: string | null; oldest: string | null }]>(EXTENT_SQL, [
      before ?? AFTER_ALL,
    ]);
    if (extent.newest === null || extent.oldest === null) return { jobs: [], next: undefined };
    const newest = Math.min(timeOfId(extent.newest), filter.to ?? Infinity);
    const slices = new SearchSlices(newest, Math.max(timeOfId(extent.oldest), filter.from ?? 0));
    const jobs: FoundJob[] = [];
    const startedAt = performance.now();
    let end = before;
    for (let now = startedAt; !slices.isDone;) {
      const since = firstIdAt(slices.from);
      jobs.push(...(await this.look(filter, { before: end, since, among: undefined, limit: limit + 1 - jobs.length })));
      if (jobs.length > limit) return pageOf(jobs, limit);
      end = since;
      const tookMs = performance.now() - now;
      now += tookMs;
      slices.looked(tookMs);
      if (now - startedAt >= budgetMs && !slices.isDone) return { jobs, next: end };
    }
    return { jobs, next: undefined };
  }

  private async look(filter: ParsedJobFilter, extent: Extent & { limit: number }): Promise<FoundJob[]> {
    const { sql, parameters } = searchJobs(filter, extent);
    return (await this.dataSource.query<Row[]>(sql, parameters)).map(foundJob);
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

/** A page of jobs of which there may be one more than it holds. */
function pageOf(found: FoundJob[], limit: number): JobPage {
  const jobs = found.slice(0, limit);
  return { jobs, next: found.length > limit ? jobs.at(-1)!.id : undefined };
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
