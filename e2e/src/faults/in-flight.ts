import { setTimeout as sleep } from 'node:timers/promises';
import { consumerName, jobsStream, type Priority } from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';

/** Moments at which a service holds work, so that a kill then costs something. */

const STREAM = jobsStream('live-scores');
const LOOK_EVERY_MS = 2;
const PATIENCE_MS = 30_000;

/** Messages that were delivered to workers of a queue and not acknowledged. */
export async function heldJobs(broker: Broker, queue: string, priority: Priority): Promise<number> {
  const info = await broker.manager.consumers.info(STREAM, consumerName(queue, priority));
  return info.num_ack_pending;
}

/** Waits until a worker of the queue holds a job. */
export async function untilHeld(broker: Broker, queue: string, priority: Priority): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while ((await heldJobs(broker, queue, priority)) === 0) {
    if (Date.now() > deadline) throw new Error(`nobody held a job of ${queue} for ${PATIENCE_MS / 1_000} s`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Numbers from 0 to below 1 that follow from a seed, so that a failing run can be repeated. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
