import { JetStreamApiError } from '@nats-io/jetstream';

/** The expected last sequence is not the last one any more: 10071 on one server, 10164 in a cluster with another publish in flight. */
const WRONG_SEQUENCE = new Set([10071, 10164]);

/** Whether a stream's error code says that somebody else was first. */
export function isWrongSequence(code: number): boolean {
  return WRONG_SEQUENCE.has(code);
}

/** The same of what a JetStream client throws. */
export function isSequenceConflict(error: unknown): boolean {
  return error instanceof JetStreamApiError && isWrongSequence(error.code);
}
