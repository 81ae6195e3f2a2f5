import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { PLATFORM_SCHEMA } from './schema.js';

/** How much time a row of `queue_minutes` stands for. */
export const SPANS = ['minute', 'hour', 'day'] as const;
export type Span = (typeof SPANS)[number];

/**
 * What happened to the jobs of one type and queue in a minute, or in an hour or a day of minutes that are no longer kept.
 * Derived from the record, see docs/decisions/statistics-are-derived.md. Times are histograms: `bucket` is an interval of
 * milliseconds, see `statistics/time-buckets.ts`. Counts are PostgreSQL's bigint, so text here.
 */
@Entity({ name: 'queue_minutes', schema: PLATFORM_SCHEMA })
@Index('queue_minutes_by_time', ['at'])
export class QueueMinuteRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'queue_minutes_pkey' })
  span!: Span;

  /** When it begins. */
  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'queue_minutes_pkey' })
  at!: Date;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'queue_minutes_pkey' })
  workload!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'queue_minutes_pkey' })
  queue!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'queue_minutes_pkey' })
  type!: string;

  @Column({ type: 'bigint' })
  enqueued!: string;

  /** Runs that began. */
  @Column({ type: 'bigint' })
  started!: string;

  @Column({ type: 'bigint' })
  succeeded!: string;

  /** Attempts that failed, whatever became of their job. */
  @Column({ type: 'bigint' })
  failed!: string;

  @Column({ type: 'bigint' })
  retried!: string;

  @Column({ type: 'bigint' })
  dead!: string;

  @Column({ type: 'bigint' })
  cancelled!: string;

  @Column({ type: 'bigint' })
  expired!: string;

  /** Time from enqueueing to the first run, of jobs without a delay that began in the minute. */
  @Column({ name: 'wait_buckets', type: 'smallint', array: true })
  waitBuckets!: number[];

  @Column({ name: 'wait_counts', type: 'bigint', array: true })
  waitCounts!: string[];

  /** Time of runs that succeeded or failed in the minute. */
  @Column({ name: 'run_buckets', type: 'smallint', array: true })
  runBuckets!: number[];

  @Column({ name: 'run_counts', type: 'bigint', array: true })
  runCounts!: string[];
}
