import type { EntityManager } from 'typeorm';
import type { NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable } from '@kickoff/contracts';
import { OUTBOX_HINT_SUBJECT, type OutboxMessage } from '@kickoff/jobs';
import type { OutboxCleaner } from '../outbox/outbox-cleaner.js';
import { outboxRow, type NewOutboxRow } from '../outbox/outbox-row.js';
import { publishInLines, type MessageInLine } from '../outbox/publish-in-lines.js';
import { databaseJson } from '../record/json.js';
import { FINISH_JOB_SQL } from './finish-job.sql.js';

/**
 * What one job's transaction stores: kept in memory until its last statement writes it all, and published from memory
 * after the commit. Whoever dies in between leaves it to the relays.
 */
export class JobOutbox {
  private readonly rows: NewOutboxRow[] = [];
  private committed: MessageInLine[] = [];
  /** Lines hold other messages that go first, so only the database knows the order. */
  private behindOthers = false;

  constructor(private readonly jobId: string) {}

  add(messages: readonly OutboxMessage[]): void {
    for (const message of messages) this.rows.push(outboxRow(message, this.jobId));
  }

  /** The transaction's last statement. @param result undefined: the work returned nothing */
  async write(manager: EntityManager, result: unknown, connection: NatsConnection): Promise<void> {
    const { rows, jobId } = this;
    if (rows.length === 0 && result === undefined) return;
    const kept = result === undefined ? null : databaseJson(result);
    const stored: { id: string; behind: boolean }[] = await manager.query(FINISH_JOB_SQL, [
      jobId,
      kept,
      JSON.stringify(rows),
    ]);
    this.committed = stored.map(({ id }, index) => ({ ...rows[index]!, id }));
    this.behindOthers = stored.some(({ behind }) => behind);
    if (rows.length > 0) connection.publish(OUTBOX_HINT_SUBJECT);
  }

  /**
   * Publishes what was committed. False when only the database knows what goes first.
   *
   * @throws BrokerUnavailable when the broker takes them not now; the relay loop will publish them
   */
  async publish(connection: NatsConnection, cleaner: OutboxCleaner): Promise<boolean> {
    if (this.behindOthers) return false;
    const gone: string[] = [];
    let problem: string | undefined;
    await publishInLines(connection, this.committed, (told) => {
      if (told.outcome === 'waits') problem ??= told.problem;
      else gone.push(told.message.id);
    });
    if (gone.length > 0) cleaner.add(gone);
    if (gone.length < this.committed.length)
      throw new BrokerUnavailable(problem ?? 'the broker did not take the outbox');
    return true;
  }
}
