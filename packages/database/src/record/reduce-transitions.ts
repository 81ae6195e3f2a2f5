import type { EventOrder } from './event-order.js';
import type { RecordedEvent } from './recorded-event.js';

/** A row of `transitions` on its way to PostgreSQL. */
export interface FoldedTransition {
  job_id: string;
  revision: number;
  rank: number;
  delivery: number;
  state: string;
  at: number;
  reason: string | undefined;
  intake: boolean;
  tie: number;
}

/** One row per state of a revision and delivery: the first event that saw it; intake only where no event did. */
export function reduceTransitions(events: readonly RecordedEvent[], orders: readonly EventOrder[]): FoldedTransition[] {
  const rows = new Map<string, FoldedTransition>();
  events.forEach((event, index) => {
    const { revision, rank, at, tie } = orders[index]!;
    const row: FoldedTransition = {
      job_id: event.id,
      revision,
      rank,
      delivery: event.delivery,
      state: event.state,
      at: at,
      reason: event.reason,
      intake: event.intake ?? false,
      tie,
    };
    const key = `${event.id}/${revision}/${row.delivery}/${event.state}`;
    const known = rows.get(key);
    if (!known || precedence(row, known) < 0) rows.set(key, row);
  });
  return [...rows.values()].sort(compareKeys);
}

function precedence(a: FoldedTransition, b: FoldedTransition): number {
  if (a.intake !== b.intake) return a.intake ? 1 : -1;
  if (a.at !== b.at) return a.at - b.at;
  return a.tie - b.tie;
}

function compareKeys(a: FoldedTransition, b: FoldedTransition): number {
  if (a.job_id !== b.job_id) return a.job_id < b.job_id ? -1 : 1;
  return a.revision - b.revision || a.rank - b.rank || a.delivery - b.delivery || (a.state < b.state ? -1 : 1);
}
