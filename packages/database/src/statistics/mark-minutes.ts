import type { RecordedEvent } from '../record/recorded-event.js';

const MINUTE_MS = 60_000;

/** $1: times within the minutes, as seconds since the epoch. */
export const MARK_MINUTES_SQL = `
INSERT INTO kickoff.statistics_marks (minute) SELECT to_timestamp(unnest($1::double precision[]))`;

/**
 * Minutes that these events say something about, in seconds since the epoch. An envelope says something only of a job whose
 * enqueueing was not known: most are carried along long after it.
 */
export function markedMinutes(events: readonly RecordedEvent[], isEnqueueNew: (id: string) => boolean): number[] {
  const minutes = new Set<number>();
  const add = (ms: number | undefined) => ms !== undefined && minutes.add(Math.floor(ms / MINUTE_MS));
  for (const { id, at, run, envelope } of events) {
    add(at);
    add(run?.startedAt);
    if (envelope && isEnqueueNew(id)) add(envelope.enqueuedAt);
  }
  return [...minutes].map((minute) => (minute * MINUTE_MS) / 1_000);
}
