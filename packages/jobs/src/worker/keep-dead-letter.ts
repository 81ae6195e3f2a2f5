import type { DeadLetter } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { holdsKey } from '../dead-letters/holds-key.js';
import { rawBeginning } from '../dead-letters/keep-unreadable.js';
import { sendDeadLetter } from '../dead-letters/send-dead-letter.js';
import { jobError, type ActiveJob } from './active-job.js';

/** Keeps a dead job whole in the `DEAD` stream, or its beginning when it leaves no room for what is said of its end. */
export async function keepDeadLetter(
  broker: Broker,
  active: ActiveJob,
  revision: number,
  error: unknown,
): Promise<void> {
  const { received, handled, envelope } = active;
  const { address } = received;
  const letter: DeadLetter = {
    id: address.id,
    type: received.type,
    queue: address.queue,
    priority: address.priority,
    key: address.key,
    revision,
    attempt: received.attempt,
    diedAt: broker.clock.now(),
    error: jobError(error),
    holdsKey:
      handled && holdsKey(address.key, { line: handled.contract.ordered?.line, rule: handled.contract.unique?.rule }),
    flow: received.flow,
    envelope,
    raw: envelope ? undefined : rawBeginning(received.body),
  };
  await sendDeadLetter(broker.connection, address, letter, received.body);
}
