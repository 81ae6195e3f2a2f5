import { describe, expect, it } from '@jest/globals';
import { aMatch, anEvent, storedMatch } from '../testing/match-builder.js';
import { detectChanges } from './detect-changes.js';
import type { MatchEvent } from './match-document.js';

const known = (id: string, overrides: Partial<MatchEvent> = {}): MatchEvent => ({ id, ...anEvent(), ...overrides });
const yellow = { type: 'Card', detail: 'Yellow Card' };
const nobody = { id: null, name: null };

describe('detectChanges', () => {
  it('takes a match that is not stored as added, with its events', () => {
    const detected = detectChanges(undefined, aMatch({ events: [anEvent(), anEvent({ elapsed: 20 })] }));
    expect(detected.kind).toBe('added');
    expect(detected.document.revision).toBe(1);
    expect(detected.document.events.map(({ id }) => id)).toEqual(['1-1', '1-2']);
  });

  it.each([
    ['the same statement', {}],
    ['only a later response', { upstreamAt: 9_000 }],
    ['events not listed', { events: undefined }],
  ])('says nothing for %s', (_, overrides) => {
    const detected = detectChanges(storedMatch(), aMatch(overrides));
    expect(detected).toMatchObject({ kind: 'unchanged', change: {}, correction: undefined, newEvents: [] });
    expect(detected.document.revision).toBe(1);
  });

  it.each([
    ['a goal', { score: { home: 1, away: 0, periods: [] } }, ['score']],
    ['the next status', { status: { phase: 'break', short: 'HT', long: 'Halftime' } as const }, ['status']],
    ['the next period', { clock: { elapsed: 10, extra: null, period: 2 } }, ['period']],
    ['the clock', { clock: { elapsed: 11, extra: null, period: 1 } }, ['clock']],
    ['added time', { clock: { elapsed: 10, extra: 2, period: 1 } }, ['clock']],
    ['a moved kick-off', { kickOff: '2026-02-05T23:00:00.000Z' }, ['kickOff']],
    [
      'a filled-in period',
      { score: { home: 0, away: 0, periods: [{ name: 'fulltime', home: 0, away: 0 }] } },
      ['periods'],
    ],
    ['a renamed team', { teams: { ...aMatch().teams, home: { id: '1', name: 'Renamed', logo: null } } }, ['details']],
  ])('reports %s with old and new', (_, overrides, parts) => {
    const { kind, change, correction, document } = detectChanges(storedMatch(), aMatch(overrides));
    expect(kind).toBe('changed');
    expect(Object.keys(change)).toEqual(parts);
    expect(correction).toBeUndefined();
    expect(document.revision).toBe(2);
  });

  it('does not take a kick-off for a score change', () => {
    const scheduled = storedMatch({
      score: { home: null, away: null, periods: [] },
      status: { phase: 'scheduled', short: 'NS', long: 'Not Started' },
      clock: { elapsed: null, extra: null, period: null },
    });
    const { change } = detectChanges(scheduled, aMatch());
    expect(Object.keys(change)).toEqual(['status', 'period', 'clock']);
    expect(change.status).toMatchObject({ old: { short: 'NS' }, new: { short: '1H' } });
  });

  it('corrects a score that goes down instead of updating it', () => {
    const stored = storedMatch({ score: { home: 2, away: 0, periods: [] } });
    const { change, correction } = detectChanges(stored, aMatch({ score: { home: 1, away: 0, periods: [] } }));
    expect(change.score).toBeUndefined();
    expect(correction?.score).toMatchObject({ old: { home: 2 }, new: { home: 1 } });
  });

  it('corrects a goal that moves to the other side', () => {
    const stored = storedMatch({ score: { home: 1, away: 0, periods: [] } });
    const { change, correction } = detectChanges(stored, aMatch({ score: { home: 0, away: 1, periods: [] } }));
    expect(change.score).toBeUndefined();
    expect(correction?.score?.new).toMatchObject({ home: 0, away: 1 });
  });

  it('reports penalties of a shoot-out as a score change', () => {
    const shootOut = (home: number) => ({ home: 1, away: 1, periods: [{ name: 'penalty', home, away: 0 }] });
    const { change } = detectChanges(storedMatch({ score: shootOut(1) }), aMatch({ score: shootOut(2) }));
    expect(Object.keys(change)).toEqual(['score']);
  });

  it('keeps the period of a finished match without reporting one', () => {
    const finished = aMatch({
      status: { phase: 'finished', short: 'FT', long: 'Match Finished' },
      clock: { elapsed: 10, extra: null, period: null },
    });
    const { change, document } = detectChanges(storedMatch(), finished);
    expect(Object.keys(change)).toEqual(['status']);
    expect(document.clock.period).toBe(1);
  });

  it('reports a new event and keeps the identity of the known one', () => {
    const stored = storedMatch({ events: [known('1-1')] });
    const { newEvents, correction, document } = detectChanges(stored, aMatch({ events: [anEvent(yellow), anEvent()] }));
    expect(newEvents).toEqual([{ id: '2-1', ...anEvent(yellow) }]);
    expect(correction).toBeUndefined();
    expect(document.events.map(({ id }) => id)).toEqual(['2-1', '1-1']);
  });

  it('takes on a changed order of events without telling anybody', () => {
    const stored = storedMatch({ events: [known('1-1'), known('1-2', yellow)] });
    const { kind, document } = detectChanges(stored, aMatch({ events: [anEvent(yellow), anEvent()] }));
    expect(kind).toBe('unchanged');
    expect(document.events.map(({ id }) => id)).toEqual(['1-2', '1-1']);
  });

  it('corrects removed events', () => {
    const stored = storedMatch({ events: [known('1-1'), known('1-2', { elapsed: 80 })] });
    const { correction, newEvents } = detectChanges(stored, aMatch({ events: [anEvent()] }));
    expect(correction?.events).toEqual({ removed: [known('1-2', { elapsed: 80 })], changed: [] });
    expect(newEvents).toEqual([]);
  });

  it('tells listed doubles apart by their number', () => {
    const stored = storedMatch({ events: [known('1-1'), known('1-2')] });
    const { correction } = detectChanges(stored, aMatch({ events: [anEvent()] }));
    expect(correction?.events?.removed.map(({ id }) => id)).toEqual(['1-2']);
  });

  it.each([
    ['the scorer is named', { player: nobody }, { player: { id: '9', name: 'Named' } }],
    ['the minute moves', { elapsed: 45, extra: 3 }, { elapsed: 45, extra: 2 }],
    ['the goal becomes a penalty', { player: nobody, elapsed: 22 }, { detail: 'Penalty', elapsed: 23 }],
    ['the goal is given to a team-mate', {}, { player: { id: '8', name: 'Other' } }],
    ['the goal is given to the other team', {}, { team: { id: '2', name: 'Away' }, detail: 'Own Goal' }],
    ['a card gets its reason', yellow, { ...yellow, comments: 'Foul' }],
    [
      'a substitution is renumbered',
      { type: 'subst', detail: 'Substitution 2' },
      { type: 'subst', detail: 'Substitution 1' },
    ],
  ])('restates a known event when %s', (_, before, after) => {
    const stored = storedMatch({ events: [known('1-1', before)] });
    const { correction, newEvents } = detectChanges(stored, aMatch({ events: [anEvent(after)] }));
    expect(newEvents).toEqual([]);
    expect(correction?.events).toEqual({
      removed: [],
      changed: [{ old: known('1-1', before), new: known('1-1', after) }],
    });
  });

  it.each([
    ['a red card after a yellow one', yellow, { type: 'Card', detail: 'Red Card' }],
    ['a missed penalty', {}, { detail: 'Missed Penalty' }],
    ['a goal much later', {}, { elapsed: 40 }],
    [
      'another exchange in the same minute',
      { type: 'subst', detail: 'Substitution 1' },
      { type: 'subst', detail: 'Substitution 2', player: { id: '4', name: 'Four' } },
    ],
  ])('does not take %s for a known event', (_, before, after) => {
    const stored = storedMatch({ events: [known('1-1', before)] });
    const { newEvents, correction } = detectChanges(stored, aMatch({ events: [anEvent(before), anEvent(after)] }));
    expect(newEvents).toHaveLength(1);
    expect(correction).toBeUndefined();
  });
});
