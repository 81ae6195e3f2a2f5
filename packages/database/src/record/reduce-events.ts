import type { Envelope } from '@kickoff/contracts';
import { compareOrder } from './event-order.js';
import type { RecordedEvent } from './recorded-event.js';
import { isSameSight, least, mergeSights, sightOf, type Sight } from './sight.js';

/** What a batch says of one job. */
export interface ReducedJob {
  id: string;
  /** The greatest in the order of events: where the job stands, as far as the batch knows. */
  standing: Sight;
  /** All others, in no order. */
  others: Sight[];
  /** First start of the standing revision, in milliseconds since the epoch. */
  startedAt: number | undefined;
  /** The least that an envelope says. */
  enqueuedAt: number | undefined;
  expiresAt: number | undefined;
  /** Of the greatest revision that brought one. */
  enveloped: Enveloped | undefined;
}

export type Enveloped = RecordedEvent & { envelope: Envelope };

/** One for each job, by the rule that the statements then apply against what is stored; in order of id. */
export function reduceEvents(events: readonly RecordedEvent[]): ReducedJob[] {
  const jobs = new Map<string, ReducedJob>();
  for (const event of events) {
    const job = only(event);
    const known = jobs.get(event.id);
    if (known) merge(known, job);
    else jobs.set(event.id, job);
  }
  return [...jobs.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function only(event: RecordedEvent): ReducedJob {
  return {
    id: event.id,
    standing: sightOf(event),
    others: [],
    startedAt: startOf(event),
    enqueuedAt: event.envelope?.enqueuedAt,
    expiresAt: event.expiresAt,
    enveloped: hasEnvelope(event) ? event : undefined,
  };
}

function merge(known: ReducedJob, { standing: sight, startedAt, enqueuedAt, expiresAt, enveloped }: ReducedJob): void {
  const newer = sight.order.revision - known.standing.order.revision;
  if (newer > 0) known.startedAt = startedAt;
  if (newer === 0) known.startedAt = least(known.startedAt, startedAt);
  known.enqueuedAt = least(known.enqueuedAt, enqueuedAt);
  known.expiresAt = least(known.expiresAt, expiresAt);
  if ((enveloped?.revision ?? 0) > (known.enveloped?.revision ?? 0)) known.enveloped = enveloped;
  const sights = [known.standing, ...known.others];
  const same = sights.findIndex((other) => isSameSight(other, sight));
  if (same >= 0) sights[same] = mergeSights(sights[same]!, sight);
  else sights.push(sight);
  known.standing = sights.reduce((best, next) => (compareOrder(next.order, best.order) > 0 ? next : best));
  known.others = sights.filter((other) => other !== known.standing);
}

function hasEnvelope(event: RecordedEvent): event is Enveloped {
  return event.envelope !== undefined;
}

/** When the event's own revision started to run, if it says so. An end by a move has the start of the run that it ended. */
function startOf({ state, at, run, revision }: RecordedEvent): number | undefined {
  if (state === 'running') return run && run.revision === revision ? (run.startedAt ?? at) : at;
  const ended = state === 'succeeded' || state === 'dead' || state === 'cancelled' || state === 'expired';
  return ended ? run?.startedAt : undefined;
}
