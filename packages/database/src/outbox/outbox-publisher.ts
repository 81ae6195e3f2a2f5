import { headers as natsHeaders, RequestError, type NatsConnection } from '@nats-io/transport-node';

/** What became of one message. Everything but `waits` means that it may leave the outbox. */
export type PublishOutcome =
  | 'published'
  /** The server remembers its message id: an earlier relay published it and was killed before it could say so. */
  | 'repeated'
  /** Its expectation does not hold: published before, or an unfinished job with its key makes it a double. */
  | 'refused'
  /** The broker did not take it; try again. */
  | 'waits';

interface PubAck {
  seq?: number;
  duplicate?: boolean;
  error?: { err_code: number; description: string };
}

/** Wrong last sequence: 10071 on one server, 10164 in a cluster with another publish in flight. */
const WRONG_SEQUENCE = new Set([10071, 10164]);
/** The transaction holds its lines meanwhile. */
const TIMEOUT_MS = 2_000;

/** Publishes one stored message and waits for the stream's answer. Repeating it is safe: it carries its message id. */
export async function publishStored(
  connection: NatsConnection,
  { subject, headers, body }: { subject: string; headers: Record<string, string>; body: string },
): Promise<{ outcome: PublishOutcome; problem?: string }> {
  const values = natsHeaders();
  for (const name in headers) values.set(name, headers[name]!);
  try {
    const reply = await connection.request(subject, body, { headers: values, timeout: TIMEOUT_MS });
    const { error, duplicate } = reply.json<PubAck>();
    if (!error) return { outcome: duplicate ? 'repeated' : 'published' };
    if (WRONG_SEQUENCE.has(error.err_code)) return { outcome: 'refused' };
    return { outcome: 'waits', problem: `${subject}: ${error.description} (${error.err_code})` };
  } catch (error) {
    if (error instanceof RequestError && error.isNoResponders()) {
      return { outcome: 'waits', problem: `${subject}: no stream takes it` };
    }
    return { outcome: 'waits', problem: `${subject}: ${error instanceof Error ? error.message : String(error)}` };
  }
}
