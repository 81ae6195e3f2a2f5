import type { JsMsg } from '@nats-io/jetstream';
import { deadSubject, MessageInvalid, NO_KEY, type DeadLetter } from '@kickoff/contracts';
import { newJobId, type Broker } from '@kickoff/jobs';
import { TickBody } from './effective-schedule.js';

/** Where dead letters of messages that were no ticks are found; no workload has a queue of this name. */
const QUEUE = 'schedules';
const MAX_RAW_BYTES = 64 * 1024;

/** Undefined for a message that no rule has written. */
export function readTick(message: JsMsg): TickBody | undefined {
  try {
    return TickBody.safeParse(message.json()).data;
  } catch {
    return undefined;
  }
}

/** Keeps it with its reason, which it returns. Delivered again it would be no better, and would come for ever. */
export async function keepUnreadable(broker: Broker, scheduleId: string, message: JsMsg): Promise<MessageInvalid> {
  const [workload = 'unknown', name = 'unknown'] = scheduleId.split('.');
  const id = newJobId(Date.now());
  const error = new MessageInvalid(`the message on ${message.subject} is no tick: its body is not what a rule carries`);
  const letter: DeadLetter = {
    id,
    type: `${workload}.${name}`,
    queue: QUEUE,
    priority: 'normal',
    key: NO_KEY,
    revision: 1,
    attempt: 1,
    diedAt: broker.clock.now(),
    error: { code: error.code, name: error.name, message: error.message },
    raw: Buffer.from(message.data.subarray(0, MAX_RAW_BYTES)).toString('base64'),
  };
  await broker.jetstream.publish(deadSubject({ workload, queue: QUEUE, name, id }), JSON.stringify(letter), {
    msgID: `tick.${message.seq}.${message.timestampNanos}`,
  });
  return error;
}
