import type { DataSource, EntityManager } from 'typeorm';
import type { NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable, DatabaseUnavailable } from '@kickoff/contracts';
import type { OutboxMessage, Transactions } from '@kickoff/jobs';
import { asDatabaseError } from '../connection/connection-error.js';
import { OutboxCleaner } from '../outbox/outbox-cleaner.js';
import { LINES_OF_JOB_SQL } from '../outbox/lines-of-job.sql.js';
import { relayMessages } from '../outbox/relay-messages.js';
import { storeMessages } from '../outbox/store-messages.js';
import { CLAIM_EFFECTS_SQL, READ_EFFECTS_SQL } from './claim-effects.sql.js';
import type { CommittedOutbox } from './committed-outbox.js';
import { TransactionOutbox } from './transaction-outbox.js';

/**
 * `job.transaction` on TypeORM. Once per job: the claim of the job, what the handler writes, its messages and its result
 * commit together, so a repeated delivery finds the claim and returns the result.
 */
export class TypeOrmTransactions implements Transactions<EntityManager> {
  /** Of transactions that run. A manager of a savepoint is another one: what is stored with it goes to the database at once. */
  private readonly outboxes = new WeakMap<EntityManager, TransactionOutbox>();
  /** Of jobs whose transaction has committed here, until they are relayed. */
  private readonly committed = new Map<string, CommittedOutbox>();
  private readonly cleaner: OutboxCleaner;

  constructor(
    private readonly dataSource: DataSource,
    /** Needed by `relay` alone; without it the relay loop publishes everything. */
    private readonly connection?: NatsConnection,
  ) {
    this.cleaner = new OutboxCleaner(dataSource);
  }

  /** The first call returns what `work` returned, a repetition what JSON keeps of it. */
  async once<T>({ id, type }: { id: string; type: string }, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const [outcome] = await this.onceMany<T>(type, [id], async (manager) => [
      { status: 'fulfilled', value: await work(manager) },
    ]);
    if (outcome!.status === 'rejected') throw outcome!.reason;
    return outcome!.value;
  }

  async onceMany<T>(
    type: string,
    jobIds: readonly string[],
    work: (manager: EntityManager, fresh: readonly string[]) => Promise<readonly PromiseSettledResult<T>[]>,
  ): Promise<PromiseSettledResult<T>[]> {
    const { outcomes, committed } = await this.reach(() =>
      // At PostgreSQL's own level, read committed: naming it would cost a statement for every transaction.
      this.dataSource.transaction(async (manager) => {
        const claims: { job_id: string }[] = await manager.query(CLAIM_EFFECTS_SQL, [jobIds, type]);
        const claimed = new Set(claims.map(({ job_id }) => job_id));
        const fresh = jobIds.filter((id) => claimed.has(id));
        const earlier = await this.earlier<T>(
          manager,
          jobIds.filter((id) => !claimed.has(id)),
        );
        if (fresh.length === 0) return { outcomes: earlier, committed: new Map<string, CommittedOutbox>() };
        const outbox = new TransactionOutbox(fresh);
        this.outboxes.set(manager, outbox);
        const answers = await work(manager, fresh);
        const done = new Map(fresh.map((id, index) => [id, answers[index]!]));
        const written = await outbox.write(manager, done, this.connection);
        return { outcomes: new Map([...earlier, ...done]), committed: written };
      }),
    );
    if (this.connection) for (const [id, outbox] of committed) this.committed.set(id, outbox);
    return jobIds.map((id) => outcomes.get(id)!);
  }

  async store(manager: EntityManager, messages: readonly OutboxMessage[], jobId?: string): Promise<void> {
    const own = this.outboxes.get(manager);
    if (own?.isOf(jobId)) return own.add(jobId, messages);
    await this.reach(() => storeMessages(manager, messages, jobId));
  }

  /** @throws BrokerUnavailable when the broker takes them not now; the relay loop will publish them */
  async relay(jobId: string): Promise<void> {
    const { connection } = this;
    if (!connection) throw new BrokerUnavailable('these transactions have no connection to publish with');
    const outbox = this.committed.get(jobId);
    this.committed.delete(jobId);
    if (await outbox?.publish(connection, this.cleaner)) return;
    for (;;) {
      const left = await this.reach(() =>
        this.dataSource.transaction(async (manager) => {
          const [{ lines, last }]: [{ lines: string[] | null; last: string | null }] = await manager.query(
            LINES_OF_JOB_SQL,
            [jobId],
          );
          return lines && relayMessages(connection, manager, lines, { lastId: last });
        }),
      );
      if (!left) return;
      if (left.waiting > 0) throw new BrokerUnavailable(left.problem ?? 'the broker did not take the outbox');
    }
  }

  /** Resolves when what was relayed has left the outbox. */
  settled(): Promise<void> {
    return this.cleaner.settled();
  }

  /** Results of transactions that had committed before. */
  private async earlier<T>(
    manager: EntityManager,
    jobIds: readonly string[],
  ): Promise<Map<string, PromiseSettledResult<T>>> {
    if (jobIds.length === 0) return new Map();
    const effects: { job_id: string; result: T | null }[] = await manager.query(READ_EFFECTS_SQL, [jobIds]);
    const results = new Map(effects.map(({ job_id, result }) => [job_id, result]));
    // SQL null stands for a work that returned nothing.
    return new Map(jobIds.map((id) => [id, { status: 'fulfilled', value: (results.get(id) ?? undefined) as T }]));
  }

  private async reach<T>(work: () => Promise<T>): Promise<T> {
    if (!this.dataSource.isInitialized) throw new DatabaseUnavailable('PostgreSQL has not been reached yet');
    try {
      return await work();
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}
