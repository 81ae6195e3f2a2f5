import { ConfigurationInvalid, DatabaseUnavailable, type AnyContract, type ParsedOf } from '@kickoff/contracts';
import { assertOutcomes } from './batch-outcomes.js';
import type { BatchOutcome, OutputOf } from './handler.js';
import type { JobContext } from './job-context.js';
import type { Transactions } from './transactions.js';

/** One job of a batch, with its input after validation. */
export interface BatchedJob<C extends AnyContract = AnyContract, Manager = unknown> {
  readonly input: ParsedOf<C['input']>;
  readonly job: JobContext<Manager>;
}

/** `batch` as a handler's `runMany` sees it: several jobs of one type that run at once. */
export class JobBatch<C extends AnyContract = AnyContract, Manager = unknown> {
  constructor(
    readonly jobs: readonly BatchedJob<C, Manager>[],
    private readonly transactions: Transactions<Manager> | undefined,
  ) {}

  /** Runs `work` for each of the jobs, side by side; one that throws fails alone. */
  each(
    work: (entry: BatchedJob<C, Manager>) => Promise<OutputOf<C>> | OutputOf<C>,
    jobs: readonly BatchedJob<C, Manager>[] = this.jobs,
  ): Promise<BatchOutcome<C>[]> {
    return Promise.allSettled(jobs.map(async (entry) => work(entry)));
  }

  /**
   * Runs `work` in one PostgreSQL transaction for the whole batch, once per job: of a job that has committed before, the
   * first outcome is returned and `work` does not see it. `work` answers one outcome per job that it was given, in their
   * order; what a rejected job enqueued is not stored, and it may try again. When `work` throws or the transaction cannot
   * commit, each half of the batch gets a transaction of its own, down to single jobs, so that one that breaks it fails alone.
   * So `work` may run several times, for other jobs of the batch each, and must write nothing for a job that it rejects.
   */
  async transaction(
    work: (manager: Manager, jobs: readonly BatchedJob<C, Manager>[]) => Promise<readonly BatchOutcome<C>[]>,
  ): Promise<BatchOutcome<C>[]> {
    const { transactions, jobs } = this;
    const [first] = jobs;
    if (!first) return [];
    const { type } = first.job;
    if (!transactions)
      throw new ConfigurationInvalid('worker.transactions', `is needed by ${type}, which calls batch.transaction`);
    const ordinals = new Map(jobs.map(({ job }) => [job, job.beginTransaction()]));
    const attempt = async (part: readonly BatchedJob<C, Manager>[]): Promise<BatchOutcome<C>[]> => {
      for (const { job } of part) job.rewind(ordinals.get(job)!);
      try {
        const byId = new Map(part.map((entry) => [entry.job.id, entry]));
        return await transactions.onceMany<OutputOf<C>>(type, [...byId.keys()], async (manager, fresh) => {
          const given = fresh.map((id) => byId.get(id)!);
          const outcomes = await work(manager, given);
          assertOutcomes<BatchOutcome<C>>(outcomes, { type, jobs: given.length });
          return outcomes;
        });
      } catch (reason) {
        // A database that is away refuses the halves, too.
        if (part.length === 1 || reason instanceof DatabaseUnavailable)
          return part.map(() => ({ status: 'rejected', reason }));
        const half = part.length >> 1;
        return [...(await attempt(part.slice(0, half))), ...(await attempt(part.slice(half)))];
      }
    };
    return attempt(jobs);
  }
}
