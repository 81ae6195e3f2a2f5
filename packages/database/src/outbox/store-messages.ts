import type { OutboxMessage } from '@kickoff/jobs';
import type { SqlRunner } from '../record/fold-events.js';
import { outboxRow } from './outbox-row.js';
import { NOTIFY_RELAYS_SQL, STORE_MESSAGES_SQL } from './store-messages.sql.js';

/**
 * Adds messages to the outbox within the runner's transaction: they are published if and only if it commits.
 *
 * @throws MessageInvalid when a message is larger than the broker accepts
 */
export async function storeMessages(
  runner: SqlRunner,
  messages: readonly OutboxMessage[],
  jobId?: string,
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((message) => outboxRow(message, jobId));
  await runner.query(STORE_MESSAGES_SQL, [JSON.stringify(rows)]);
  await runner.query(NOTIFY_RELAYS_SQL);
}
