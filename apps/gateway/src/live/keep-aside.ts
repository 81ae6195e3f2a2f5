import type { JsMsg } from '@nats-io/jetstream';
import { keepUnreadable, placeOfMessage, type Broker } from '@kickoff/jobs';
import type { Log } from './log.js';

/** Keeps a stored message as a dead letter without holding up those behind it. Every replica does; it is one letter. */
export function keepAside(broker: Broker, message: JsMsg, why: string, log: Log): void {
  const { subject, data } = message;
  keepUnreadable(broker.connection, { subject, data, place: placeOfMessage(message) }, why).then(
    (error) => log.warn('a message is invalid and passed over', { error }),
    (error: unknown) => log.warn('an invalid message is passed over and could not be kept', { subject, error }),
  );
}
