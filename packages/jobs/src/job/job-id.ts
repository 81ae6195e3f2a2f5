import { createHash, randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/**
 * Ids are UUIDv7: they sort by the time of enqueue, which partitions the record by day and gives ordered jobs their place.
 */

let lastMs = 0;
let sequence = 0;

/** A new id; ids of one process strictly increase, also within a millisecond and when the clock steps back. */
export function newJobId(nowMs: number): string {
  const ms = Math.max(lastMs, Math.floor(nowMs));
  sequence = ms === lastMs ? sequence + 1 : 0;
  lastMs = ms;
  return v7({ msecs: ms, seq: sequence, random: random16() });
}

/** Random bytes for many ids at once: each question to the system costs as much as the rest of an enqueue. */
const pool = new Uint8Array(16 * 512);
let taken = pool.length;

function random16(): Uint8Array {
  if (taken === pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  return pool.subarray(taken, (taken += 16));
}

/**
 * Id of a job that another job's handler enqueues: the same for the same parent, type, input and occurrence, so that a
 * repeated attempt enqueues the same jobs again and not others. Its time is the parent's, its ordinal breaks ties.
 */
export function childJobId(parentId: string, fingerprint: string, ordinal: number): string {
  const digest = createHash('sha256').update(`${parentId}\n${fingerprint}\n${ordinal}`).digest('hex');
  const time = parentId.slice(0, 13);
  return derivedId(time, ordinal, digest);
}

/** Id of the job that a schedule's tick becomes: a tick that is seen twice is one job. */
export function tickJobId(scheduleId: string, tickMs: number): string {
  const digest = createHash('sha256').update(`${scheduleId}\n${tickMs}`).digest('hex');
  const hex = tickMs.toString(16).padStart(12, '0');
  return derivedId(`${hex.slice(0, 8)}-${hex.slice(8)}`, 0, digest);
}

/** Id of the `ordinal`th job of a request that may be sent again: the same each time. `firstMs`: when it came first. */
export function requestedJobId(request: string, firstMs: number, ordinal: number): string {
  const digest = createHash('sha256').update(`${request}\n${ordinal}`).digest('hex');
  const hex = firstMs.toString(16).padStart(12, '0');
  return derivedId(`${hex.slice(0, 8)}-${hex.slice(8)}`, ordinal, digest);
}

/** Milliseconds since the epoch at which a job with this id was enqueued. */
export function jobIdTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function derivedId(time: string, ordinal: number, digest: string): string {
  const order = Math.min(ordinal, 0xfff).toString(16).padStart(3, '0');
  const variant = ((Number.parseInt(digest[0]!, 16) & 0x3) | 0x8).toString(16);
  return `${time}-7${order}-${variant}${digest.slice(1, 4)}-${digest.slice(4, 16)}`;
}
