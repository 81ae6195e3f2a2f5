import { describe, expect, it } from '@jest/globals';
import { PHASES, type Match, type Moment } from './match.js';
import { joined, newsOf, noteOf, type News, type Report } from './news.js';

const AT = Date.parse('2026-02-14T20:00:00Z');
const SCORER: Moment = { id: '2-1', kind: 'goal', side: 'home', when: '30′', text: 'Goal, A. Lindqvist' };

function setup(home: number, away: number, part: Partial<Match> = {}): Match {
  return {
    key: 'live-scores/football/1/2',
    revision: 1,
    sport: 'football',
    leagueKey: 'football/1',
    league: 'League',
    country: '',
    round: '',
    home: { name: 'Home', score: home, redCards: 0 },
    away: { name: 'Away', score: away, redCards: 0 },
    phase: PHASES.live,
    status: '1H',
    statusText: 'First Half',
    clock: { minute: 30, extra: undefined, at: AT },
    startsAt: AT,
    periods: [],
    moments: [],
    note: undefined,
    changedAt: AT,
    ...part,
  };
}

function told(part: Partial<Report> & Pick<Report, 'match'>): News[] {
  return newsOf({ previous: undefined, moment: undefined, correction: undefined, at: AT, ...part });
}

describe('newsOf', () => {
  it('tells a goal from the score alone', () => {
    const [item, ...others] = told({ previous: setup(0, 0), match: setup(0, 1) });
    expect(item).toMatchObject({ kind: 'goal', title: 'Goal', team: 'Away', score: '0–1', when: '30′' });
    expect(others).toEqual([]);
  });

  it('tells a goal once when score and scorer come in one message', () => {
    expect(told({ previous: setup(0, 0), match: setup(1, 0), moment: SCORER })).toHaveLength(1);
  });

  it('tells nothing of a match that is seen for the first time', () => {
    expect(told({ match: setup(2, 0) })).toEqual([]);
  });

  it('tells nothing of baskets', () => {
    const previous = setup(50, 48, { sport: 'basketball' });
    expect(told({ previous, match: setup(52, 48, { sport: 'basketball' }) })).toEqual([]);
  });

  it('tells a correction and never a goal with it', () => {
    const correction = { text: 'The score was taken back', before: '2–1' };
    const items = told({ previous: setup(2, 1), match: setup(1, 1), correction });
    expect(items.map(({ kind, before }) => [kind, before])).toEqual([['correction', '2–1']]);
    expect(noteOf(items, setup(1, 1))).toEqual({ kind: 'correction', text: 'Corrected, was 2–1' });
  });

  it('tells full time', () => {
    const match = setup(1, 1, { status: 'FT', phase: PHASES.finished });
    expect(told({ previous: setup(1, 1), match })).toMatchObject([{ kind: 'status', title: 'Full time' }]);
  });
});

describe('joined', () => {
  const [score] = told({ previous: setup(0, 0), match: setup(1, 0) }) as [News];
  const [scorer] = told({ previous: setup(1, 0), match: setup(1, 0), moment: SCORER }) as [News];

  it('makes one of a goal and its scorer, in either order', () => {
    expect(joined(score, scorer)).toMatchObject({ detail: 'Goal, A. Lindqvist', score: '1–0' });
    expect(joined(scorer, score)).toMatchObject({ detail: 'Goal, A. Lindqvist', score: '1–0' });
  });

  it('keeps two goals of one team apart', () => {
    const [second] = told({ previous: setup(1, 0), match: setup(2, 0) }) as [News];
    expect(joined(score, second)).toBeUndefined();
    expect(joined({ ...score, detail: 'Goal, A. Lindqvist' }, { ...scorer, detail: 'Goal, B' })).toBeUndefined();
  });
});
