import { describe, expect, it } from '@jest/globals';
import { clockText } from './clock.js';
import { PHASES, type Match } from './match.js';

const AT = Date.parse('2026-02-14T20:00:00Z');
const MINUTE = 60_000;

function setup(part: Partial<Match> = {}): Match {
  return {
    key: 'live-scores/football/1/2',
    revision: 1,
    sport: 'football',
    leagueKey: 'football/1',
    league: 'League',
    country: '',
    round: '',
    home: { name: 'Home', score: 0, redCards: 0 },
    away: { name: 'Away', score: 0, redCards: 0 },
    phase: PHASES.live,
    status: '1H',
    statusText: 'First Half',
    clock: { minute: 30, extra: undefined, at: AT },
    startsAt: AT - 30 * MINUTE,
    periods: [],
    moments: [],
    note: undefined,
    changedAt: AT,
    ...part,
  };
}

describe('clockText', () => {
  it('runs on by the minute', () => {
    expect(clockText(setup(), AT + 59_000)).toBe('30′');
    expect(clockText(setup(), AT + 60_000)).toBe('31′');
  });

  it('shows minutes beyond the end of a half as added time', () => {
    const match = setup({ clock: { minute: 44, extra: undefined, at: AT } });
    expect(clockText(match, AT + 3 * MINUTE)).toBe('45+2′');
    expect(clockText(setup({ clock: { minute: 90, extra: 3, at: AT }, status: '2H' }), AT + MINUTE)).toBe('90+4′');
  });

  it('stands when nothing is heard of the match any more', () => {
    expect(clockText(setup(), AT + 60 * MINUTE)).toBe('35′');
  });

  it('never runs backwards on a reader whose clock is behind', () => {
    expect(clockText(setup(), AT - 10 * MINUTE)).toBe('30′');
  });

  it('shows the code of a pause and of the end', () => {
    expect(clockText(setup({ phase: PHASES.pause, status: 'HT' }), AT)).toBe('HT');
    expect(clockText(setup({ phase: PHASES.finished, status: 'FT' }), AT)).toBe('FT');
  });

  it('does not run on in sports whose clock stops at every whistle', () => {
    const match = setup({ sport: 'basketball', status: 'Q3', clock: { minute: 7, extra: undefined, at: AT } });
    expect(clockText(match, AT + 5 * MINUTE)).toBe('Q3 7′');
  });
});
