import { compareOrder, type EventOrder } from './event-order.js';
import type { RecordedEvent } from './recorded-event.js';
import { least } from './reduce-jobs.js';

/** A row of `attempts` on its way to PostgreSQL. */
export interface FoldedAttempt {
  job_id: string;
  revision: number;
  delivery: number;
  attempt: number;
  worker: string;
  started_at: number | undefined;
  ended_at: number | undefined;
  outcome: string | undefined;
  state: string;
  error: unknown;
  reason: string | undefined;
  metrics: unknown;
  annotations: unknown;
  logs: unknown;
  event_revision: number;
  event_rank: number;
  event_at: number;
  tie: number;
}

type Run = NonNullable<RecordedEvent['run']>;

interface Reduction {
  winner: RecordedEvent;
  run: Run;
  order: EventOrder;
  startedAt: number | undefined;
}

/** One row per run of a batch, by the order of the events that describe it; an event with an outcome beats those without. */
export function reduceAttempts(events: readonly RecordedEvent[], orders: readonly EventOrder[]): FoldedAttempt[] {
  const reductions = new Map<string, Reduction>();
  events.forEach((event, index) => {
    if (!event.run) return;
    const next: Reduction = { winner: event, run: event.run, order: orders[index]!, startedAt: event.run.startedAt };
    const key = `${event.id}/${event.run.revision}/${event.run.delivery}`;
    const known = reductions.get(key);
    reductions.set(key, known ? merge(known, next) : next);
  });
  return [...reductions.values()].map(toRow).sort((a, b) => compareKeys(a, b));
}

function merge(a: Reduction, b: Reduction): Reduction {
  const [later] = compareRuns(a, b) >= 0 ? [a] : [b];
  return { ...later, startedAt: least(a.startedAt, b.startedAt) };
}

/** The events of one run agree in its delivery, so it is not compared; the statement compares the same. */
function compareRuns(a: Reduction, b: Reduction): number {
  return (
    Number(a.run.outcome !== undefined) - Number(b.run.outcome !== undefined) ||
    compareOrder({ ...a.order, delivery: 0 }, { ...b.order, delivery: 0 })
  );
}

function toRow({ winner, run, order, startedAt }: Reduction): FoldedAttempt {
  return {
    job_id: winner.id,
    revision: run.revision,
    delivery: run.delivery,
    attempt: run.attempt,
    worker: run.worker,
    started_at: startedAt,
    ended_at: run.endedAt,
    outcome: run.outcome,
    state: winner.state,
    error: winner.error,
    reason: winner.reason,
    metrics: run.metrics,
    annotations: run.annotations,
    logs: run.logs,
    event_revision: order.revision,
    event_rank: order.rank,
    event_at: order.at,
    tie: order.tie,
  };
}

function compareKeys(a: FoldedAttempt, b: FoldedAttempt): number {
  if (a.job_id !== b.job_id) return a.job_id < b.job_id ? -1 : 1;
  return a.revision - b.revision || a.delivery - b.delivery;
}
