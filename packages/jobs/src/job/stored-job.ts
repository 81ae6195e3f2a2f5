import { HEADERS, MessageInvalid, NATS_HEADERS, parseJobSubject } from '@kickoff/contracts';
import type { StoredMessage } from '../broker/stream-lookup.js';
import { readReplaces, type MovableJob } from './move.js';

/** The broker fires a schedule a moment after copying it; touching it then would run the job twice. */
const DUE_SOON_MS = 2_000;

/** A stored message, however it was read. */
export interface MessageOfJob extends Pick<StoredMessage, 'subject' | 'sequence' | 'body'> {
  headers: { get(name: string): string | undefined };
}

/** The stored message as a move needs it. */
export function asMovable(stored: MessageOfJob): MovableJob {
  const address = parseJobSubject(stored.subject);
  if (!address) throw new MessageInvalid(`${stored.subject} is not a job subject`);
  const expires = stored.headers.get(HEADERS.expires);
  return {
    address,
    sequence: stored.sequence,
    revision: Number(stored.headers.get(HEADERS.revision) ?? 1),
    attempt: Number(stored.headers.get(HEADERS.attempt) ?? 1),
    expiresAt: expires === undefined ? undefined : Number(expires),
    replaces: readReplaces(stored.headers.get(HEADERS.replaces)),
    flow: stored.headers.get(HEADERS.flow),
    notify: stored.headers.get(HEADERS.notify),
    body: stored.body,
  };
}

/** When a message in `later` becomes due. */
export function dueAt(stored: Pick<MessageOfJob, 'headers'>): number | undefined {
  const schedule = stored.headers.get(NATS_HEADERS.schedule);
  return schedule?.startsWith('@at ') ? Date.parse(schedule.slice(4)) : undefined;
}

export function isDueSoon(stored: Pick<MessageOfJob, 'headers'>, now: number): boolean {
  const due = dueAt(stored);
  return due !== undefined && due - now < DUE_SOON_MS;
}
