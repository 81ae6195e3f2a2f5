import type { NatsConnection } from '@nats-io/transport-node';
import { notifySubject, type JobAddress, type JobEvent } from '@kickoff/contracts';
import type { MovableJob } from './move.js';

/**
 * Telling whoever waits for a job what became of it, by core NATS. Best effort: nobody may listen, and what is lost the
 * waiting client asks for. Nothing is told of a job that nobody said to wait for.
 */

/** Value of `Kickoff-Notify`. */
export const NOTIFY = '1';

/** Tells of an event that EVENTS has. */
export function tellOfEvent(
  connection: NatsConnection,
  { address, notify }: Pick<MovableJob, 'address' | 'notify'>,
  event: JobEvent,
): void {
  if (notify === undefined) return;
  const { envelope: _envelope, ...told } = event;
  sendNotice(connection, address, JSON.stringify(told));
}

/** @param body a `JobNotice` as JSON; one that is larger than the broker takes is not sent */
export function sendNotice(
  connection: NatsConnection,
  { workload, id }: Pick<JobAddress, 'workload' | 'id'>,
  body: string,
): void {
  if (connection.isClosed() || !fitsNotice(connection, body)) return;
  connection.publish(notifySubject(workload, id), body);
}

export function fitsNotice(connection: NatsConnection, body: string): boolean {
  return Buffer.byteLength(body) <= (connection.info?.max_payload ?? Infinity);
}
