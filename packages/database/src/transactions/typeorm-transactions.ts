import type { DataSource, EntityManager } from 'typeorm';
import type { NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable, DatabaseUnavailable } from '@kickoff/contracts';
import type { OutboxMessage, Transactions } from '@kickoff/jobs';
import { asDatabaseError } from '../connection/connection-error.js';
import { LINES_OF_JOB_SQL } from '../outbox/lines-of-job.sql.js';
import { relayMessages } from '../outbox/relay-messages.js';
import { storeMessages } from '../outbox/store-messages.js';
import { databaseJson } from '../record/json.js';
import { CLAIM_EFFECT_SQL, KEEP_EFFECT_SQL, READ_EFFECT_SQL } from './claim-effect.sql.js';

/**
 * `job.transaction` on TypeORM. Once per job: the claim of the job, what the handler writes, its messages and its result
 * commit together, so a repeated delivery finds the claim and returns the result.
 */
export class TypeOrmTransactions implements Transactions<EntityManager> {
  constructor(
    private readonly dataSource: DataSource,
    /** Needed by `relay` alone; without it the relay loop publishes everything. */
    private readonly connection?: NatsConnection,
  ) {}

  /** The first call returns what `work` returned, a repetition what JSON keeps of it. */
  async once<T>({ id, type }: { id: string; type: string }, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.reach(() =>
      this.dataSource.transaction('READ COMMITTED', async (manager) => {
        const claimed: unknown[] = await manager.query(CLAIM_EFFECT_SQL, [id, type]);
        if (claimed.length === 0) {
          const [effect]: { result: T | null }[] = await manager.query(READ_EFFECT_SQL, [id]);
          // SQL null stands for a work that returned nothing.
          return (effect?.result ?? undefined) as T;
        }
        const result = await work(manager);
        if (result !== undefined) await manager.query(KEEP_EFFECT_SQL, [id, databaseJson(result)]);
        return result;
      }),
    );
  }

  async store(manager: EntityManager, messages: readonly OutboxMessage[], jobId?: string): Promise<void> {
    await this.reach(() => storeMessages(manager, messages, jobId));
  }

  /** @throws BrokerUnavailable when the broker takes them not now; the relay loop will publish them */
  async relay(jobId: string): Promise<void> {
    const { connection } = this;
    if (!connection) throw new BrokerUnavailable('these transactions have no connection to publish with');
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

  private async reach<T>(work: () => Promise<T>): Promise<T> {
    if (!this.dataSource.isInitialized) throw new DatabaseUnavailable('PostgreSQL has not been reached yet');
    try {
      return await work();
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}
