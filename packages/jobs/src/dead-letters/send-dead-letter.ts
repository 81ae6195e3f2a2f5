import type { NatsConnection } from '@nats-io/transport-node';
import { deadSubject, MessageInvalid, NATS_HEADERS, type DeadLetter, type JobAddress } from '@kickoff/contracts';
import { publish } from '../broker/publish.js';
import { rawBeginning } from './keep-unreadable.js';

/** Keeps a dead job whole in `DEAD`, or the beginning of its body when it leaves no room for what is said of its end. */
export async function sendDeadLetter(
  connection: NatsConnection,
  address: JobAddress,
  letter: DeadLetter,
  body: Uint8Array,
): Promise<void> {
  const send = (kept: DeadLetter) =>
    publish(connection, {
      subject: deadSubject(address),
      headers: { [NATS_HEADERS.messageId]: `${letter.id}.${letter.revision}` },
      body: JSON.stringify(kept),
    });
  try {
    await send(letter);
  } catch (error) {
    if (!(error instanceof MessageInvalid)) throw error;
    await send({ ...letter, envelope: undefined, raw: rawBeginning(body) });
  }
}
