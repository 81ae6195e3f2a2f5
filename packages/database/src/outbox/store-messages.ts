import { MessageInvalid } from '@kickoff/contracts';
import type { OutboxMessage } from '@kickoff/jobs';
import type { SqlRunner } from '../record/fold-events.js';
import { outboxLine } from './outbox-line.js';
import { NOTIFY_RELAYS_SQL, STORE_MESSAGES_SQL } from './store-messages.sql.js';

/** The broker's default limit. A message above it could never leave the outbox and would hold up its line for ever. */
const MAX_BYTES = 1_048_576;

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
  const rows = messages.map(({ subject, headers, body }) => {
    const bytes = Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(headers));
    if (bytes > MAX_BYTES) {
      throw new MessageInvalid(`${subject}: ${bytes} bytes are more than the broker accepts (${MAX_BYTES})`);
    }
    return { line: outboxLine(subject, jobId), job_id: jobId, subject, headers, body };
  });
  await runner.query(STORE_MESSAGES_SQL, [JSON.stringify(rows)]);
  await runner.query(NOTIFY_RELAYS_SQL);
}
