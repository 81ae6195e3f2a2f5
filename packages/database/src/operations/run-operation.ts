import {
  BULK_MOVES,
  DeadLetterNotFound,
  DeadLetterRetried,
  JobCancelled,
  JobNotFound,
  JobUnfinished,
  KickoffError,
  SchedulerUnavailable,
  TooLate,
  Unrecoverable,
} from '@kickoff/contracts';
import type { JobClient, JobContext } from '@kickoff/jobs';
import type { DataSource } from 'typeorm';
import type { Reasons } from '../entities/operation.js';
import { JobSearch, type FoundJob, type JobPage } from '../search/job-search.js';
import { act } from './bulk-actions.js';
import { OperationStore, type StoredOperation } from './operation-store.js';

/** After so many jobs it is written down how far it has come: what a killed worker had in hand is looked at once more. */
const STEP = 50;
const PAGE = 500;
/** More kinds of reasons than these are counted together. */
const MOST_REASONS = 50;
const OTHERS = 'other reasons';
/** Cursor of an operation that has looked at every job: no id is lower. */
const ALL_SEEN = '00000000-0000-0000-0000-000000000000';

export interface OperationTotals {
  done: number;
  skipped: number;
  failed: number;
}

export interface OperationRunnerOptions {
  dataSource: DataSource;
  client: JobClient;
}

/**
 * Does operations. Jobs are looked at from the newest to the oldest, below the operation's own id: what is enqueued
 * meanwhile is not touched. Each is changed by a move of its own, which is refused for a job that has changed since the record
 * heard of it; then it is counted as skipped.
 */
export class OperationRunner {
  private readonly operations: OperationStore;
  private readonly search: JobSearch;

  constructor(private readonly options: OperationRunnerOptions) {
    this.operations = new OperationStore(options.dataSource);
    this.search = new JobSearch(options.dataSource);
  }

  /**
   * From where it was left to its end, or to the abort of the job's signal.
   *
   * @throws Unrecoverable when there is no such operation; BrokerUnavailable, DatabaseUnavailable: a later run goes on
   */
  async run(job: JobContext): Promise<OperationTotals> {
    const operation = await this.operations.find(job.id);
    if (!operation) throw new Unrecoverable(`there is no operation ${job.id}`);
    if (operation.endedAt !== null && operation.cursor !== ALL_SEEN) await this.operations.reopen(operation.id);
    try {
      let before: string | undefined = operation.cursor;
      for (let isLast = before === ALL_SEEN; !isLast;) {
        job.signal.throwIfAborted();
        const { jobs, next }: JobPage = await this.search.find(operation.filter, {
          before,
          limit: PAGE,
          budgetMs: Infinity,
        });
        for (let from = 0; from < jobs.length; from += STEP)
          await this.step(operation, jobs.slice(from, from + STEP), job);
        before = next;
        isLast = next === undefined;
      }
    } catch (error) {
      if (job.signal.reason instanceof JobCancelled) await this.operations.end({ ...operation, state: 'cancelled' });
      throw error;
    }
    await this.operations.end({ ...operation, state: 'succeeded', cursor: ALL_SEEN });
    return totals(operation);
  }

  private async step(operation: StoredOperation, jobs: readonly FoundJob[], job: JobContext): Promise<void> {
    job.signal.throwIfAborted();
    for (const [workload, cost] of countByWorkload(jobs))
      await job.limit(BULK_MOVES.name).take({ key: workload, cost });
    const { action, skipped, failed } = operation;
    const results = await Promise.allSettled(jobs.map((each) => act(action, each, this.options)));
    const progress = { cursor: jobs.at(-1)!.id, done: operation.done, skipped: { ...skipped }, failed: { ...failed } };
    for (const [index, result] of results.entries()) {
      if (result.status === 'fulfilled') progress.done += 1;
      else count(isPassed(result.reason) ? progress.skipped : progress.failed, jobs[index]!, known(result.reason));
    }
    if (!(await this.operations.advance(operation, progress)))
      throw new Error(`operation ${operation.id} is being done by somebody else`);
    Object.assign(operation, progress);
    const { done, skipped: left, failed: wrong } = totals(operation);
    const seen = done + left + wrong;
    job.progress(operation.total === 0 ? 1 : Math.min(1, seen / operation.total), `${seen} of ${operation.total}`);
  }
}

const PASSED = [DeadLetterNotFound, DeadLetterRetried, JobNotFound, JobUnfinished, TooLate];

/** The job is no longer what the action is for. */
function isPassed(error: unknown): boolean {
  return PASSED.some((kind) => error instanceof kind);
}

/** @throws whatever does not concern one job alone: the step is done again */
function known(error: unknown): KickoffError {
  if (error instanceof KickoffError && (error.fault === 'caller' || error instanceof SchedulerUnavailable))
    return error;
  throw error;
}

function count(reasons: Reasons, { id }: FoundJob, { message }: KickoffError): void {
  const words = message.replaceAll(`job ${id} `, '').replaceAll(id, '…');
  const reason = words in reasons || Object.keys(reasons).length < MOST_REASONS ? words : OTHERS;
  reasons[reason] = (reasons[reason] ?? 0) + 1;
}

function countByWorkload(jobs: readonly FoundJob[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of jobs) {
    const workload = type.slice(0, type.indexOf('.'));
    counts.set(workload, (counts.get(workload) ?? 0) + 1);
  }
  return counts;
}

/** Of an operation, in numbers. */
function totals({ done, skipped, failed }: Pick<StoredOperation, 'done' | 'skipped' | 'failed'>): OperationTotals {
  return { done, skipped: sum(skipped), failed: sum(failed) };
}

function sum(reasons: Reasons): number {
  return Object.values(reasons).reduce((total, jobs) => total + jobs, 0);
}
