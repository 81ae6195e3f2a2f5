import type { NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable } from '@kickoff/contracts';
import type { OutboxCleaner } from '../outbox/outbox-cleaner.js';
import { publishInLines, type MessageInLine } from '../outbox/publish-in-lines.js';

/** What one job's transaction has stored, published from memory. Whoever dies before leaves it to the relays. */
export class CommittedOutbox {
  readonly messages: MessageInLine[] = [];
  /** Lines hold other messages that go first, so only the database knows the order. */
  behindOthers = false;

  /**
   * False when only the database knows what goes first.
   *
   * @throws BrokerUnavailable when the broker takes them not now; the relay loop will publish them
   */
  async publish(connection: NatsConnection, cleaner: OutboxCleaner): Promise<boolean> {
    if (this.behindOthers) return false;
    const gone: string[] = [];
    let problem: string | undefined;
    await publishInLines(connection, this.messages, (told) => {
      if (told.outcome === 'waits') problem ??= told.problem;
      else gone.push(told.message.id);
    });
    if (gone.length > 0) cleaner.add(gone);
    if (gone.length < this.messages.length)
      throw new BrokerUnavailable(problem ?? 'the broker did not take the outbox');
    return true;
  }
}
