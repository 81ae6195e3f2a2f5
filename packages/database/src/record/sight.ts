import type { RecordedEvent } from './recorded-event.js';
import { compareOrder, orderOf, type EventOrder } from './event-order.js';

/**
 * A job seen in one state of one delivery: what all events that say the same of it come to. Two of a progress report differ
 * in nothing but when and what was last said.
 */
export interface Sight {
  /** The latest event. */
  event: RecordedEvent;
  order: EventOrder;
  /** Milliseconds since the epoch, of the first event. */
  since: number;
  /** The earliest start that an event gives of its run. */
  runStartedAt: number | undefined;
}

export function sightOf(event: RecordedEvent): Sight {
  return { event, order: orderOf(event), since: event.at, runStartedAt: event.run?.startedAt };
}

/** Whether both are the job in the same state, delivery and run. The keys of `job_history` say the same. */
export function isSameSight(a: Sight, b: Sight): boolean {
  return (
    a.order.revision === b.order.revision &&
    a.order.delivery === b.order.delivery &&
    a.event.state === b.event.state &&
    a.event.run?.revision === b.event.run?.revision &&
    a.event.run?.delivery === b.event.run?.delivery &&
    a.event.run?.outcome === b.event.run?.outcome
  );
}

export function mergeSights(a: Sight, b: Sight): Sight {
  const { event, order } = compareOrder(a.order, b.order) >= 0 ? a : b;
  return {
    event,
    order,
    since: Math.min(a.since, b.since),
    runStartedAt: least(a.runStartedAt, b.runStartedAt),
  };
}

export function least(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
