import type { DataSource } from 'typeorm';
import { asDatabaseError } from '../connection/connection-error.js';
import { COUNTS, type Count } from './count-minute.sql.js';
import { METRIC_SUMS_SQL } from './metric-sums.sql.js';
import { readStatisticsSql, type Group } from './read-statistics.sql.js';
import { percentilesOf, type Percentiles } from './time-buckets.js';

export interface StatisticsQuery {
  from: Date;
  /** Up to, and not including. */
  to: Date;
  /** Length of a step in milliseconds, at least a minute; steps are counted from the epoch. Default: the whole range as one. */
  stepMs?: number;
  /** What to tell apart. `queue` and `type` tell workloads apart, too. Default: nothing. */
  by?: Group;
  /** Only these. Default: all. */
  workload?: string;
  queue?: string;
  type?: string;
}

/** What happened in one step, to the jobs of one group. Steps in which nothing did are left out. */
export interface StatisticsPoint extends Record<Count, number> {
  /** When the step begins. */
  at: Date;
  workload?: string;
  queue?: string;
  type?: string;
  /** Share of failed attempts among those that succeeded or failed, 0 to 1; undefined without any. */
  failureRate: number | undefined;
  /** Milliseconds from enqueueing to the first run, of jobs without a delay. Within 2 %; undefined when none began. */
  wait: Percentiles | undefined;
  /** Milliseconds that runs took. Within 2 %; undefined when none ended. */
  run: Percentiles | undefined;
}

/** One metric of one job type, added up. */
export interface MetricSum {
  type: string;
  name: string;
  total: number;
  /** Runs that reported it. */
  runs: number;
}

/** bigint comes as text. */
type StoredPoint = Record<Count, string> & {
  at: Date;
  workload?: string;
  queue?: string;
  type?: string;
  wait_buckets: number[];
  wait_counts: string[];
  run_buckets: number[];
  run_counts: string[];
};

const MINUTE_MS = 60_000;

/**
 * Throughput, failures and times over a range, from `kickoff.queue_minutes`. Up to the last minute but one; what is older than
 * two days comes in hours, and later in days, so steps should not be shorter than that there.
 */
export class Statistics {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * In order of time, then of group.
   *
   * @throws RangeError for a step below a minute; DatabaseUnavailable
   */
  async read({ from, to, stepMs, by, workload, queue, type }: StatisticsQuery): Promise<StatisticsPoint[]> {
    if (stepMs !== undefined && !(stepMs >= MINUTE_MS))
      throw new RangeError(`stepMs must be at least ${MINUTE_MS}, got ${stepMs}`);
    // So long a step that the epoch begins the only one.
    const step = stepMs ?? Number.MAX_SAFE_INTEGER;
    try {
      const rows: StoredPoint[] = await this.dataSource.query(readStatisticsSql(by), [
        from,
        to,
        step,
        workload ?? null,
        queue ?? null,
        type ?? null,
      ]);
      return rows.map((row) => point(row, stepMs === undefined ? from : row.at));
    } catch (error) {
      throw asDatabaseError(error);
    }
  }

  /** What runs that ended in a range reported with `job.metric`, by type and name, of all types or of one. @throws DatabaseUnavailable */
  async metricSums({ from, to, type }: { from: Date; to: Date; type?: string }): Promise<MetricSum[]> {
    try {
      return await this.dataSource.query<MetricSum[]>(METRIC_SUMS_SQL, [from, to, type ?? null]);
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}

function point(row: StoredPoint, at: Date): StatisticsPoint {
  const counts = Object.fromEntries(COUNTS.map((count) => [count, Number(row[count])])) as Record<Count, number>;
  const ended = counts.succeeded + counts.failed;
  return {
    at,
    ...(row.workload === undefined ? {} : { workload: row.workload }),
    ...(row.queue === undefined ? {} : { queue: row.queue }),
    ...(row.type === undefined ? {} : { type: row.type }),
    ...counts,
    failureRate: ended === 0 ? undefined : counts.failed / ended,
    wait: percentilesOf({ buckets: row.wait_buckets, counts: row.wait_counts.map(Number) }),
    run: percentilesOf({ buckets: row.run_buckets, counts: row.run_counts.map(Number) }),
  };
}
