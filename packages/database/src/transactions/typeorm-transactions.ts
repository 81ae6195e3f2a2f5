import type { DataSource, EntityManager } from 'typeorm';
import type { NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable, DatabaseUnavailable } from '@kickoff/contracts';
import type { OutboxMessage, Transactions } from '@kickoff/jobs';
import { asDatabaseError } from '../connection/connection-error.js';
import { OutboxCleaner } from '../outbox/outbox-cleaner.js';
import { LINES_OF_JOB_SQL } from '../outbox/lines-of-job.sql.js';
import { relayMessages } from '../outbox/relay-messages.js';
import { storeMessages } from '../outbox/store-messages.js';
import { databaseJson } from '../record/json.js';
import { JobOutbox } from './job-outbox.js';
import { CLAIM_EFFECT_SQL, KEEP_EFFECT_SQL, READ_EFFECT_SQL } from './claim-effect.sql.js';

/**
 * `job.transaction` on TypeORM. Once per job: the claim of the job, what the handler writes, its messages and its result
 * commit together, so a repeated delivery finds the claim and returns the result.
 */
export class TypeOrmTransactions implements Transactions<EntityManager> {
  /** Of transactions that run. A manager of a savepoint is another one: what is stored with it goes to the database at once. */
  private readonly outboxes = new WeakMap<EntityManager, { jobId: string; outbox: JobOutbox }>();
  /** Of jobs whose transaction has committed here, until they are relayed. */
  private readonly committed = new Map<string, JobOutbox>();
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
    const outbox = new JobOutbox(id);
    const { result, repeated } = await this.reach(() =>
      // At PostgreSQL's own level, read committed: naming it would cost a statement for every job.
      this.dataSource.transaction(async (manager) => {
        const claimed: unknown[] = await manager.query(CLAIM_EFFECT_SQL, [id, type]);
        if (claimed.length === 0) {
          const [effect]: { result: T | null }[] = await manager.query(READ_EFFECT_SQL, [id]);
          // SQL null stands for a work that returned nothing.
          return { result: (effect?.result ?? undefined) as T, repeated: true };
        }
        if (this.connection) this.outboxes.set(manager, { jobId: id, outbox });
        const done = await work(manager);
        if (this.connection) await outbox.write(manager, done, this.connection);
        else if (done !== undefined) await manager.query(KEEP_EFFECT_SQL, [id, databaseJson(done)]);
        return { result: done, repeated: false };
      }),
    );
    if (this.connection && !repeated) this.committed.set(id, outbox);
    return result;
  }

  async store(manager: EntityManager, messages: readonly OutboxMessage[], jobId?: string): Promise<void> {
    const own = this.outboxes.get(manager);
    if (own && own.jobId === jobId) return own.outbox.add(messages);
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

  private async reach<T>(work: () => Promise<T>): Promise<T> {
    if (!this.dataSource.isInitialized) throw new DatabaseUnavailable('PostgreSQL has not been reached yet');
    try {
      return await work();
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}
