import { columnArrays } from './columns.js';
import { ATTEMPT_COLUMNS, FOLD_ATTEMPTS_SQL } from './fold-attempts.sql.js';
import { FOLD_JOBS_SQL, JOB_COLUMNS } from './fold-jobs.sql.js';
import { FOLD_TRANSITIONS_SQL, TRANSITION_COLUMNS } from './fold-transitions.sql.js';
import { orderOf } from './event-order.js';
import type { RecordedEvent } from './recorded-event.js';
import { reduceAttempts } from './reduce-attempts.js';
import { reduceJobs } from './reduce-jobs.js';
import { reduceTransitions } from './reduce-transitions.js';

/** What runs statements: an EntityManager, a QueryRunner or a DataSource. Inside a transaction all three tables change together. */
export interface SqlRunner {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** Rows that a fold touched at most; a repeated event touches none, so these are upper bounds. */
export interface FoldCounts {
  jobs: number;
  attempts: number;
  transitions: number;
}

/**
 * Folds job events into the record. The result depends on the set of events alone, not on their order, repetition or
 * split into batches: the state of a job is the event with the greatest (revision, rank, delivery). Jobs lock before the
 * rest and in order of id, so concurrent folds wait for each other and never deadlock.
 *
 * @throws what PostgreSQL answers when an event's values do not fit a column (an id that is no UUID)
 */
export async function foldEvents(runner: SqlRunner, events: readonly RecordedEvent[]): Promise<FoldCounts> {
  if (events.length === 0) return { jobs: 0, attempts: 0, transitions: 0 };
  const orders = events.map(orderOf);
  const jobs = reduceJobs(events, orders);
  const attempts = reduceAttempts(events, orders);
  const transitions = reduceTransitions(events, orders);
  await runner.query(FOLD_JOBS_SQL, columnArrays(JOB_COLUMNS, jobs));
  if (attempts.length > 0) await runner.query(FOLD_ATTEMPTS_SQL, columnArrays(ATTEMPT_COLUMNS, attempts));
  await runner.query(FOLD_TRANSITIONS_SQL, columnArrays(TRANSITION_COLUMNS, transitions));
  return { jobs: jobs.length, attempts: attempts.length, transitions: transitions.length };
}
