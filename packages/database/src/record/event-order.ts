import { STATE_RANK } from '@kickoff/contracts';
import type { RecordedEvent } from './recorded-event.js';

/** Where an event stands among those of its job. Everything the fold compares, in this order. */
export interface EventOrder {
  revision: number;
  /** 1 waiting, 2 running, 3 ended. */
  rank: number;
  /** -1 for what intake saw. */
  delivery: number;
  /** Milliseconds since the epoch. Several progress reports of one delivery differ in nothing else. */
  at: number;
  /** Digest of what else may differ, 32 bits: makes the order total, so that no order of arrival matters. */
  tie: number;
}

export function orderOf(event: RecordedEvent): EventOrder {
  return {
    revision: event.revision,
    rank: STATE_RANK[event.state],
    delivery: event.intake ? -1 : event.delivery,
    at: event.at,
    tie: digest(event.state + whatElse(event)),
  };
}

/** All that two events of one job may differ in when the rest of their order is the same; the envelope, the bulk of many, may not. */
function whatElse({ attempt, reason, error, output, progress, runAt, run }: RecordedEvent): string {
  return JSON.stringify([attempt, reason, error, output, progress, runAt, run]);
}

/** FNV-1a of the text's units, 32 bits with sign. Nobody gains from two events of one job that collide, so a fast one will do. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

/** Positive when `a` comes after `b`, 0 for the same event. */
export function compareOrder(a: EventOrder, b: EventOrder): number {
  return a.revision - b.revision || a.rank - b.rank || a.delivery - b.delivery || a.at - b.at || a.tie - b.tie;
}
