import { compareOrder, type EventOrder } from './event-order.js';
import type { RecordedEvent } from './recorded-event.js';

/** A row of `jobs` on its way to PostgreSQL: column names, times in milliseconds since the epoch. */
export interface FoldedJob {
  id: string;
  type: string;
  workload: string;
  name: string;
  queue: string;
  priority: string;
  key: string;
  state: string;
  revision: number;
  rank: number;
  delivery: number;
  state_at: number;
  tie: number;
  attempt: number;
  reason: string | undefined;
  error: unknown;
  output: unknown;
  progress: unknown;
  run_at: number | undefined;
  started_at: number | undefined;
  ended_at: number | undefined;
  enqueued_at: number | undefined;
  expires_at: number | undefined;
  envelope_revision: number | undefined;
  input: unknown;
  tags: string[] | undefined;
  parent_id: string | undefined;
  version: number | undefined;
  attempts_allowed: number | undefined;
}

interface Reduction {
  winner: RecordedEvent;
  order: EventOrder;
  startedAt: number | undefined;
  enqueuedAt: number | undefined;
  expiresAt: number | undefined;
  enveloped: RecordedEvent | undefined;
}

/** One row per job of a batch, by the same rule that the statement then applies against what is stored. Sorted by id. */
export function reduceJobs(events: readonly RecordedEvent[], orders: readonly EventOrder[]): FoldedJob[] {
  const reductions = new Map<string, Reduction>();
  events.forEach((event, index) => {
    const order = orders[index]!;
    const next: Reduction = {
      winner: event,
      order,
      startedAt: startOf(event),
      enqueuedAt: event.envelope?.enqueuedAt,
      expiresAt: event.expiresAt,
      enveloped: event.envelope && event,
    };
    const known = reductions.get(event.id);
    reductions.set(event.id, known ? merge(known, next) : next);
  });
  return [...reductions.values()].map(toRow).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function merge(a: Reduction, b: Reduction): Reduction {
  const [later, earlier] = compareOrder(a.order, b.order) >= 0 ? [a, b] : [b, a];
  return {
    winner: later.winner,
    order: later.order,
    startedAt:
      later.order.revision === earlier.order.revision ? least(later.startedAt, earlier.startedAt) : later.startedAt,
    enqueuedAt: least(a.enqueuedAt, b.enqueuedAt),
    expiresAt: least(a.expiresAt, b.expiresAt),
    enveloped: (a.enveloped?.revision ?? 0) >= (b.enveloped?.revision ?? 0) ? a.enveloped : b.enveloped,
  };
}

/** When the event's own revision started to run, if it says so. An end by a move has the start of the run that it ended. */
function startOf({ state, at, run, revision }: RecordedEvent): number | undefined {
  if (state === 'running') return run && run.revision === revision ? (run.startedAt ?? at) : at;
  const ended = state === 'succeeded' || state === 'dead' || state === 'cancelled' || state === 'expired';
  return ended ? run?.startedAt : undefined;
}

function toRow({ winner, order, startedAt, enqueuedAt, expiresAt, enveloped }: Reduction): FoldedJob {
  const [workload, name] = winner.type.split('.') as [string, string];
  const envelope = enveloped?.envelope;
  return {
    id: winner.id,
    type: winner.type,
    workload,
    name,
    queue: winner.queue,
    priority: winner.priority,
    key: winner.key,
    state: winner.state,
    revision: order.revision,
    rank: order.rank,
    delivery: order.delivery,
    state_at: order.at,
    tie: order.tie,
    attempt: winner.attempt,
    reason: winner.reason,
    error: winner.error,
    output: winner.output,
    progress: winner.progress,
    run_at: winner.runAt,
    started_at: startedAt,
    ended_at: order.rank === 3 ? order.at : undefined,
    enqueued_at: enqueuedAt,
    expires_at: expiresAt,
    envelope_revision: enveloped?.revision,
    input: envelope?.input,
    tags: envelope?.tags,
    parent_id: envelope?.parentId,
    version: envelope?.version,
    attempts_allowed: envelope?.attempts,
  };
}

export function least(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
