import { randomUUID } from 'node:crypto';
import type { Msg } from '@nats-io/transport-node';
import {
  deadSubject,
  errorCode,
  isName,
  MessageInvalid,
  NATS_HEADERS,
  NO_KEY,
  type DeadLetter,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { publish } from '../broker/publish.js';

/** Of a body that could not be read, so much is kept in its dead letter. */
export const MAX_RAW_BYTES = 64 * 1024;

/** Keeps a message whose subject is not a job's as a dead letter under an id of its own. */
export async function keepForeignMessage(broker: Broker, workload: string, queue: string, message: Msg): Promise<void> {
  const id = randomUUID();
  const [name = ''] = message.subject.split('.').slice(5);
  const error = new MessageInvalid(`${message.subject} is not the subject of a job`);
  const letter: DeadLetter = {
    id,
    type: `${workload}.${isName(name) ? name : 'unknown'}`,
    queue,
    priority: 'normal',
    key: NO_KEY,
    revision: 1,
    attempt: 1,
    diedAt: broker.clock.now(),
    error: { code: errorCode(error), name: error.name, message: error.message },
    raw: Buffer.from(message.data.subarray(0, MAX_RAW_BYTES)).toString('base64'),
  };
  await publish(broker.connection, {
    subject: deadSubject({ workload, queue, name: isName(name) ? name : 'unknown', id }),
    headers: { [NATS_HEADERS.messageId]: `${id}.1` },
    body: JSON.stringify(letter),
  });
}
