import { isDeepStrictEqual } from 'node:util';
import type { MatchChange } from './match-change.js';
import type { MatchDocument, MatchEvent, NormalisedMatch, Score } from './match-document.js';
import { pairEvents, sameEvent } from './pair-events.js';

/** Name of the period that holds the penalties of a shoot-out. */
export const SHOOT_OUT = 'penalty';

/** What a newer statement about a match means for what is stored. */
export interface DetectedChanges {
  /** `unchanged`: nobody has to be told; the document may still differ in the order of its events and its time. */
  kind: 'added' | 'changed' | 'unchanged';
  /** The match as it is to be stored. */
  document: MatchDocument;
  /** Parts that went forward: for `match.updated` and, its status, for `match.status-changed`. */
  change: Omit<MatchChange, 'event' | 'events'>;
  /** Parts that the upstream took back or restated: for `match.corrected`. Undefined when there are none. */
  correction: Pick<MatchChange, 'score' | 'events'> | undefined;
  /** Events that were not known before: each for `match.event`. */
  newEvents: MatchEvent[];
}

/**
 * Compares a statement with what is stored. The caller has made sure that it is not older.
 *
 * Every difference ends up in exactly one of `change`, `correction` and `newEvents`; a part without a difference is absent.
 */
export function detectChanges(stored: MatchDocument | undefined, match: NormalisedMatch): DetectedChanges {
  if (!stored) return added(match);
  const revision = stored.revision + 1;
  const events = match.events === undefined ? undefined : compareEvents(stored.events, match.events, revision);
  const next: MatchDocument = {
    ...match,
    clock: { ...match.clock, period: match.clock.period ?? carriedPeriod(stored, match) },
    events: events?.all ?? stored.events,
    revision,
  };
  const change: DetectedChanges['change'] = {};
  const correction: NonNullable<DetectedChanges['correction']> = {};

  if (!sameTallies(stored.score, next.score)) {
    (isTakenBack(stored.score, next.score) ? correction : change).score = { old: stored.score, new: next.score };
  } else if (differs(stored.score.periods, next.score.periods)) {
    change.periods = { old: stored.score.periods, new: next.score.periods };
  }
  if (differs(stored.status, next.status)) change.status = { old: stored.status, new: next.status };
  if (next.clock.period !== null && stored.clock.period !== next.clock.period) {
    change.period = { old: stored.clock.period, new: next.clock.period };
  }
  if (stored.clock.elapsed !== next.clock.elapsed || stored.clock.extra !== next.clock.extra) {
    change.clock = { old: stored.clock, new: next.clock };
  }
  if (stored.kickOff !== next.kickOff) change.kickOff = { old: stored.kickOff, new: next.kickOff };
  if (differs(stored.league, next.league) || differs(stored.teams, next.teams)) {
    change.details = {
      old: { league: stored.league, teams: stored.teams },
      new: { league: next.league, teams: next.teams },
    };
  }
  if (events && (events.removed.length > 0 || events.changed.length > 0)) {
    correction.events = { removed: events.removed, changed: events.changed };
  }
  const newEvents = events?.added ?? [];
  const corrected = Object.keys(correction).length > 0;
  if (Object.keys(change).length === 0 && !corrected && newEvents.length === 0) {
    const document = { ...next, clock: { ...next.clock, period: stored.clock.period }, revision: stored.revision };
    return { kind: 'unchanged', document, change: {}, correction: undefined, newEvents: [] };
  }
  return { kind: 'changed', document: next, change, correction: corrected ? correction : undefined, newEvents };
}

function added(match: NormalisedMatch): DetectedChanges {
  const events = (match.events ?? []).map((event, index): MatchEvent => ({ id: `1-${index + 1}`, ...event }));
  return {
    kind: 'added',
    document: { ...match, events, revision: 1 },
    change: {},
    correction: undefined,
    newEvents: events,
  };
}

function compareEvents(
  stored: readonly MatchEvent[],
  listed: NonNullable<NormalisedMatch['events']>,
  revision: number,
) {
  const { known, removed } = pairEvents(stored, listed);
  const changed: { old: MatchEvent; new: MatchEvent }[] = [];
  const fresh: MatchEvent[] = [];
  const all = listed.map((event, index): MatchEvent => {
    const old = known[index];
    const next = { id: old?.id ?? `${revision}-${fresh.length + 1}`, ...event };
    if (!old) fresh.push(next);
    else if (!sameEvent(old, next)) changed.push({ old, new: next });
    return next;
  });
  return { all, added: fresh, changed, removed };
}

/** A finished or interrupted match no longer says in which period it is. */
function carriedPeriod(stored: MatchDocument, { status }: NormalisedMatch): number | null {
  return status.phase === 'scheduled' || status.phase === 'postponed' ? null : stored.clock.period;
}

/** The tallies that decide a match, in all and in a shoot-out. Nothing yet and nil are the same: a kick-off is no score change. */
function tallies(score: Score): number[] {
  const shootOut = score.periods.find(({ name }) => name === SHOOT_OUT);
  return [score.home, score.away, shootOut?.home, shootOut?.away].map((points) => points ?? 0);
}

function sameTallies(old: Score, next: Score): boolean {
  return !differs(tallies(old), tallies(next));
}

/** A side has fewer points than before. */
function isTakenBack(old: Score, next: Score): boolean {
  const after = tallies(next);
  return tallies(old).some((points, index) => points > after[index]!);
}

/** Whatever their order of keys: PostgreSQL need not keep it. */
function differs(a: unknown, b: unknown): boolean {
  return !isDeepStrictEqual(a, b);
}
