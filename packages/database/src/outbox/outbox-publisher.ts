import type { NatsConnection } from '@nats-io/transport-node';
import { HEADERS, MessageInvalid } from '@kickoff/contracts';
import { keepUnreadable, publish, sendJob, type Publish } from '@kickoff/jobs';

/** What became of one message. Everything but `waits` means that it may leave the outbox. */
export type PublishOutcome =
  | 'published'
  /** The server remembers its message id: an earlier relay published it and was killed before it could say so. */
  | 'repeated'
  /** Its expectation does not hold: published before, or an unfinished job with its key makes it a double. */
  | 'refused'
  /** No broker would take it as it is; it is a dead letter. */
  | 'invalid'
  /** The broker did not take it; try again. */
  | 'waits';

/** The transaction holds its lines meanwhile. */
const TIMEOUT_MS = 2_000;

/** Publishes one stored message and waits for the stream's answer. Repeating it is safe: it carries its message id. */
export async function publishStored(
  connection: NatsConnection,
  message: Publish,
): Promise<{ outcome: PublishOutcome; problem?: string }> {
  try {
    // Of these a publish is not enough: the look, the lock or the move that they need is the SDK's.
    if (message.headers[HEADERS.unique] !== undefined) {
      const { duplicate } = await sendJob(connection, message);
      return { outcome: duplicate ? 'refused' : 'published' };
    }
    const { outcome } = await publish(connection, message, { timeoutMs: TIMEOUT_MS, tries: 1 });
    return { outcome: outcome === 'stored' ? 'published' : outcome };
  } catch (error) {
    if (!(error instanceof MessageInvalid)) return { outcome: 'waits', problem: messageOf(error) };
    return keepInvalid(connection, message, messageOf(error));
  }
}

/** A message that can never be sent would hold up its line for ever. */
async function keepInvalid(
  connection: NatsConnection,
  { subject, body }: Publish,
  why: string,
): Promise<{ outcome: PublishOutcome; problem?: string }> {
  try {
    const data = typeof body === 'string' ? Buffer.from(body) : body;
    const error = await keepUnreadable(connection, { subject, data }, `cannot leave the outbox: ${why}`);
    return { outcome: 'invalid', problem: error.message };
  } catch (error) {
    return { outcome: 'waits', problem: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
