/** One message as the outbox keeps it: complete, so that relaying it needs no knowledge of contracts. */
export interface OutboxMessage {
  subject: string;
  /** All headers of the publish, `Nats-Msg-Id` among them. */
  headers: Record<string, string>;
  /** JSON text. */
  body: string;
}

/**
 * What the worker needs of a database for `job.transaction`, so that this package knows no ORM.
 * `packages/database` implements it with TypeORM, where `Manager` is an EntityManager.
 */
export interface Transactions<Manager = unknown> {
  /**
   * Runs `work` in one transaction, once per job: a later call for the same job id returns the first call's result
   * without running `work` again.
   *
   * @throws DatabaseUnavailable when the database cannot be reached; nothing was stored
   */
  once<T>(job: { id: string; type: string }, work: (manager: Manager) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in one transaction for several jobs of one type, once per job: `work` gets the ids of those that have not
   * committed before and answers the outcome of each. What was stored for a rejected job is dropped, and it may run again.
   *
   * @returns outcomes in the order of `jobIds`
   * @throws whatever made the transaction fail, DatabaseUnavailable when the database cannot be reached; nothing was stored
   */
  onceMany<T>(
    type: string,
    jobIds: readonly string[],
    work: (manager: Manager, fresh: readonly string[]) => Promise<readonly PromiseSettledResult<T>[]>,
  ): Promise<PromiseSettledResult<T>[]>;
  /** Adds messages to the outbox with the manager's transaction. `jobId` names the job whose handler stored them. */
  store(manager: Manager, messages: readonly OutboxMessage[], jobId?: string): Promise<void>;
  /** Publishes what this job's transaction stored and is not yet published; resolves when the broker has it all. */
  relay(jobId: string): Promise<void>;
}

/** What the worker may ask the record before it runs a job that was delivered before. */
export interface RecordLookup {
  /** Whether the record says that this revision of the job succeeded; undefined when the record cannot be reached. */
  hasSucceeded(jobId: string, revision: number): Promise<boolean | undefined>;
}
