import type { ActiveJob } from './active-job.js';
import { assertOutcomes } from './batch-outcomes.js';
import type { BatchHandler, BatchOutcome } from './handler.js';
import { JobBatch } from './job-batch.js';
import type { Transactions } from './transactions.js';

/**
 * One batch on its way through a slot. Each of its jobs is examined for itself (expired, cancelled, bad input); when the
 * last has been, those that may run are handed to their handler together. The slot is free when the last has left.
 */
export class BatchRun {
  private readonly joined = new Set<ActiveJob>();
  private examining: number;
  private left: number;

  constructor(
    /** Jobs that take the slot. */
    readonly size: number,
    private readonly start: (jobs: readonly ActiveJob[]) => void,
  ) {
    this.examining = this.left = size;
  }

  /** The job may run. */
  join(job: ActiveJob): void {
    this.joined.add(job);
    this.examined();
  }

  /** The job has its outcome, or will not run. True for the last one. */
  leave(job: ActiveJob): boolean {
    this.left -= 1;
    if (!this.joined.delete(job)) this.examined();
    return this.left === 0;
  }

  private examined(): void {
    this.examining -= 1;
    if (this.examining === 0 && this.joined.size > 0) this.start([...this.joined]);
  }
}

/** Runs the handler for jobs that have a context and validated input; answers the outcome of each. */
export async function runTogether(
  handler: BatchHandler,
  jobs: readonly ActiveJob[],
  transactions: Transactions | undefined,
): Promise<readonly BatchOutcome[]> {
  try {
    const batch = new JobBatch(
      jobs.map(({ input, context }) => ({ input, job: context! })),
      transactions,
    );
    const outcomes: unknown = await handler.runMany(batch);
    assertOutcomes(outcomes, { type: jobs[0]!.received.type, jobs: jobs.length });
    return outcomes;
  } catch (reason) {
    return jobs.map(() => ({ status: 'rejected', reason }));
  }
}
