import type { EntityManager } from 'typeorm';
import type { NatsConnection } from '@nats-io/transport-node';
import { outboxHintSubject } from '@kickoff/contracts';
import { type OutboxMessage } from '@kickoff/jobs';
import { NOTIFY_RELAYS_SQL } from '../outbox/store-messages.sql.js';
import { outboxRow, type NewOutboxRow } from '../outbox/outbox-row.js';
import { databaseJson } from '../record/json.js';
import { CommittedOutbox } from './committed-outbox.js';
import { FINISH_JOBS_SQL } from './finish-jobs.sql.js';

/** What the jobs of one transaction store: kept in memory until its last statement writes it all. */
export class TransactionOutbox {
  private readonly rows = new Map<string, NewOutboxRow[]>();

  constructor(jobIds: readonly string[]) {
    for (const id of jobIds) this.rows.set(id, []);
  }

  /** Whether this transaction is the job's. */
  isOf(jobId: string | undefined): jobId is string {
    return jobId !== undefined && this.rows.has(jobId);
  }

  add(jobId: string, messages: readonly OutboxMessage[]): void {
    for (const message of messages) this.rows.get(jobId)!.push(outboxRow(message, jobId));
  }

  /**
   * The transaction's last statement. Answers what there is to publish once it has committed, by job.
   *
   * @param connection of the worker that will publish; without one the relays are woken by the commit
   */
  async write(
    manager: EntityManager,
    outcomes: ReadonlyMap<string, PromiseSettledResult<unknown>>,
    connection: NatsConnection | undefined,
  ): Promise<Map<string, CommittedOutbox>> {
    const committed = new Map<string, CommittedOutbox>();
    const rows: NewOutboxRow[] = [];
    const kept: { id: string; result: string }[] = [];
    const rejected: string[] = [];
    for (const [id, outcome] of outcomes) {
      if (outcome.status === 'rejected') {
        rejected.push(id);
        continue;
      }
      committed.set(id, new CommittedOutbox());
      rows.push(...this.rows.get(id)!);
      if (outcome.value !== undefined) kept.push({ id, result: databaseJson(outcome.value) });
    }
    if (rows.length + kept.length + rejected.length === 0) return committed;
    const stored: { id: string; behind: boolean }[] = await manager.query(FINISH_JOBS_SQL, [
      kept.map(({ id }) => id),
      kept.map(({ result }) => result),
      JSON.stringify(rows),
      rejected,
    ]);
    if (rows.length > 0) {
      if (connection) connection.publish(outboxHintSubject());
      else await manager.query(NOTIFY_RELAYS_SQL);
    }
    divide(rows, stored, committed);
    return committed;
  }
}

/** Gives each job its messages. */
function divide(
  rows: readonly NewOutboxRow[],
  stored: readonly { id: string; behind: boolean }[],
  committed: ReadonlyMap<string, CommittedOutbox>,
): void {
  const firstOfLine = new Map<string, CommittedOutbox>();
  rows.forEach((row, index) => {
    const { id, behind } = stored[index]!;
    const outbox = committed.get(row.job_id!)!;
    outbox.messages.push({ ...row, id });
    const first = firstOfLine.get(row.line) ?? outbox;
    firstOfLine.set(row.line, first);
    // Another job of this transaction may stand before it in a line, too.
    if (behind || first !== outbox) outbox.behindOthers = true;
  });
}
