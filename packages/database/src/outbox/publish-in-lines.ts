import type { NatsConnection } from '@nats-io/transport-node';
import { isUnordered } from './outbox-line.js';
import { publishStored, type PublishOutcome } from './outbox-publisher.js';

/** A message of the outbox, with its place. */
export interface MessageInLine {
  id: string;
  line: string;
  subject: string;
  headers: Record<string, string>;
  body: string;
}

export interface Told<Message> {
  message: Message;
  outcome: PublishOutcome;
  problem: string | undefined;
}

/**
 * Publishes messages: lines side by side; within a line each waits for the answer to the one before, so a failure never
 * lets a later one overtake. Messages behind a failed one of their line are not told of.
 */
export async function publishInLines<Message extends MessageInLine>(
  connection: NatsConnection,
  messages: readonly Message[],
  onTold: (told: Told<Message>) => void,
): Promise<void> {
  const send = async (message: Message): Promise<boolean> => {
    const { outcome, problem } = await publishStored(connection, message);
    onTold({ message, outcome, problem });
    return outcome !== 'waits';
  };
  const byLine = new Map<string, Message[]>();
  for (const message of messages) {
    const known = byLine.get(message.line);
    if (known) known.push(message);
    else byLine.set(message.line, [message]);
  }
  await Promise.all(
    [...byLine].map(async ([line, ofLine]) => {
      if (isUnordered(line)) {
        await Promise.all(ofLine.map(send));
        return;
      }
      for (const message of ofLine) if (!(await send(message))) break;
    }),
  );
}
