import { MessageInvalid } from '@kickoff/contracts';
import type { OutboxMessage } from '@kickoff/jobs';
import { outboxLine } from './outbox-line.js';

/** A message as the outbox's statements take it. */
export interface NewOutboxRow extends OutboxMessage {
  line: string;
  job_id: string | undefined;
}

/** The broker's default limit. A message above it could never leave the outbox and would hold up its line for ever. */
const MAX_BYTES = 1_048_576;

/** @throws MessageInvalid when the message is larger than the broker accepts */
export function outboxRow({ subject, headers, body }: OutboxMessage, jobId: string | undefined): NewOutboxRow {
  const bytes = Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(headers));
  if (bytes > MAX_BYTES) {
    throw new MessageInvalid(`${subject}: ${bytes} bytes are more than the broker accepts (${MAX_BYTES})`);
  }
  return { line: outboxLine(subject, jobId), job_id: jobId, subject, headers, body };
}
