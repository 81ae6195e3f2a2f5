import type { EntityManager } from 'typeorm';
import { isConnectionError } from '../connection/connection-error.js';
import { foldEvents } from '../record/fold-events.js';
import type { RecordedEvent } from '../record/recorded-event.js';

/** Deadlock and serialisation failures pass; they are no fault of an event. */
const PASSING = new Set(['40P01', '40001', '55P03']);

/**
 * Folds events in a nested transaction. When PostgreSQL refuses a batch, it is halved until the events that it refuses are
 * found, so that one of them never holds up the rest.
 *
 * @returns the events that cannot be recorded
 * @throws on lost connections and failures that pass
 */
export async function foldTolerantly(
  manager: EntityManager,
  events: readonly RecordedEvent[],
): Promise<{ event: RecordedEvent; error: unknown }[]> {
  if (events.length === 0) return [];
  try {
    // A savepoint: a refused statement must not end the transaction that holds the rest.
    await manager.transaction((nested) => foldEvents(nested, events));
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (events.length === 1) return [{ event: events[0]!, error }];
    const middle = Math.ceil(events.length / 2);
    return [
      ...(await foldTolerantly(manager, events.slice(0, middle))),
      ...(await foldTolerantly(manager, events.slice(middle))),
    ];
  }
}

/** 22: data exceptions, 23: constraints, 54: limits; RangeError: a time that is none. Anything else would refuse every event. */
function isRefusal(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof TypeError) return true;
  if (isConnectionError(error) || !(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code !== undefined && !PASSING.has(code) && /^(22|23|54)/.test(code);
}
