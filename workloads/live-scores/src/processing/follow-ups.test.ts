import { describe, expect, it } from '@jest/globals';
import { detectChanges } from '../match/detect-changes.js';
import type { MatchEvent, NormalisedMatch } from '../match/match-document.js';
import { aMatch, anEvent, storedMatch } from '../testing/match-builder.js';
import { followUps } from './follow-ups.js';

const goal: MatchEvent = { id: '1-1', ...anEvent() };

function after(overrides: Partial<NormalisedMatch>, stored = storedMatch(), onBoard = true) {
  const { broadcasts, ...rest } = followUps(detectChanges(stored, aMatch(overrides)), { document: stored, onBoard });
  const named = broadcasts.map(({ kind, message, ...broadcast }) => [
    'type' in broadcast ? broadcast.type : kind,
    Object.keys(message.change),
  ]);
  return { ...rest, broadcasts, named };
}

const score = (home: number) => ({ home, away: 0, periods: [] });
const halfTime = { phase: 'break', short: 'HT', long: 'Halftime' } as const;
const finished = { phase: 'finished', short: 'FT', long: 'Match Finished' } as const;

describe('followUps', () => {
  it('adds a new match, with its events', () => {
    const { broadcasts, events } = followUps(detectChanges(undefined, aMatch({ events: [anEvent()] })), undefined);
    expect(broadcasts).toMatchObject([
      { type: 'match.added', message: { events: [{ id: '1-1' }] }, document: { revision: 1 } },
    ]);
    expect(events).toEqual({ cause: 'events', score: undefined });
  });

  it('leads from a score change to an update and the processing of events', () => {
    const { named, events } = after({ score: score(1), events: [anEvent()] });
    expect(named).toEqual([['match.updated', ['score']]]);
    expect(events).toMatchObject({ cause: 'score-change', score: { old: { home: 0 }, new: { home: 1 } } });
  });

  it('leads from a status change to one message with old and new', () => {
    const { broadcasts } = after({ status: halfTime });
    expect(broadcasts).toMatchObject([{ kind: 'status', old: { short: '1H' }, new: { short: 'HT' } }]);
  });

  it('leads from a period change to an update', () => {
    expect(after({ clock: { elapsed: 10, extra: null, period: 2 } }).named).toEqual([['match.updated', ['period']]]);
  });

  it('reports each of several changes in one message only, corrections first', () => {
    const stored = storedMatch({ score: score(2), events: [goal] });
    const { named } = after({ score: score(1), status: halfTime, clock: { elapsed: 45, extra: 1, period: 1 } }, stored);
    expect(named).toEqual([
      ['match.corrected', ['score', 'events']],
      ['match.updated', ['clock']],
      ['status', ['status']],
    ]);
  });

  it('gives the document to the first message only', () => {
    const { broadcasts } = after({ score: score(1), status: halfTime });
    expect(broadcasts.map(({ document }) => document?.revision)).toEqual([2, undefined]);
  });

  it('leads from events alone to their processing', () => {
    const { broadcasts, events } = after({ events: [anEvent({ type: 'Card', detail: 'Yellow Card' })] });
    expect(broadcasts).toEqual([]);
    expect(events).toEqual({ cause: 'events', score: undefined });
  });

  it('keeps a match that ended on the board, and takes one off that was called off', () => {
    expect(after({ status: finished }).onBoard).toBe(true);
    const postponed = after({ status: { phase: 'postponed', short: 'PST', long: 'Match Postponed' } });
    expect(postponed.onBoard).toBe(false);
    expect(postponed.broadcasts[0]!.document).toBeNull();
  });

  it('leaves matches that are not in play off the board and off the critical priority', () => {
    const scheduled = aMatch({ status: { phase: 'scheduled', short: 'NS', long: 'Not Started' } });
    const { broadcasts, onBoard, priority } = followUps(detectChanges(undefined, scheduled), undefined);
    expect([onBoard, priority, broadcasts[0]!.document]).toEqual([false, 'normal', undefined]);
    expect(after({ status: finished }).priority).toBe('critical');
  });
});
