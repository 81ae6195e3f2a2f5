import type { Msg } from '@nats-io/transport-node';
import type { AnnounceReply } from '@kickoff/contracts';
import { bucketStream, keySubject } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { lastMessage } from '../broker/stream-lookup.js';

const PUBLISH_TIMEOUT_MS = 2_000;

/**
 * Stores what people decided of a thing in the `control` bucket, which keeps the last five of each. The end of a decision is
 * an entry, too: were it deleted or to expire, an older decision would show again.
 */
export async function storeEntry({ jetstream }: Broker, key: string, entry: object): Promise<void> {
  await jetstream.publish(keySubject('control', key), JSON.stringify(entry), { timeout: PUBLISH_TIMEOUT_MS });
}

/** Whether the last entry of a key says that the decision stands; one that cannot be read may. */
export async function stands(
  { connection }: Broker,
  key: string,
  isStanding: (entry: unknown) => boolean,
): Promise<boolean> {
  const last = await lastMessage(connection, bucketStream('control'), keySubject('control', key));
  if (!last) return false;
  try {
    return isStanding(JSON.parse(Buffer.from(last.body).toString()));
  } catch {
    return true;
  }
}

/** Tells whoever asked that it is done, or why it is not. */
export function reply(message: Msg, answer: AnnounceReply): void {
  message.respond(JSON.stringify(answer));
}
