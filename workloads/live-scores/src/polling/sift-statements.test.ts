import { describe, expect, it } from '@jest/globals';
import { fingerprint } from '../match/fingerprint.js';
import { football } from '../sports/football.js';
import type { KnownMatch } from '../store/known-matches.js';
import { POLL_SCOPES, siftStatements, vanishedMatches } from './sift-statements.js';

const OBSERVED_AT = 5_000;

const fixture = (id: number, short = '1H', overrides: object = {}) => ({
  fixture: { id, timestamp: 1_770_246_000, status: { short, long: short, elapsed: 10, extra: null } },
  league: { id: 71, name: 'Serie A', country: 'Brazil', season: 2026, round: '1', logo: null },
  teams: { home: { id: 1, name: 'Home', logo: null }, away: { id: 2, name: 'Away', logo: null } },
  goals: { home: 0, away: 0 },
  score: {},
  events: [],
  ...overrides,
});

function known(raw: unknown, overrides: Partial<KnownMatch> = {}): [string, KnownMatch] {
  const match = football.normalise(raw, 1);
  const { core, events } = fingerprint(match);
  return [
    match.matchId,
    {
      id: match.matchId,
      phase: match.status.phase,
      fingerprint: core,
      eventsFingerprint: events,
      kickOff: match.kickOff,
      observedAt: 1_000,
      vanishedChecks: 0,
      nextCheckAt: null,
      ...overrides,
    },
  ];
}

const sift = (
  entries: unknown[],
  stored: [string, KnownMatch][] = [],
  scope = POLL_SCOPES.any as (typeof POLL_SCOPES)[keyof typeof POLL_SCOPES],
) => siftStatements(football, entries, new Map(stored), scope, OBSERVED_AT);
const ids = (statements: { matchId: string }[]) => statements.map(({ matchId }) => matchId);

describe('siftStatements', () => {
  it('hands on what is new or differs, and nothing else', () => {
    const goal = fixture(2, '1H', { goals: { home: 1, away: 0 } });
    const sifted = sift([fixture(1), goal, fixture(3)], [known(fixture(1)), known(fixture(2))]);
    expect(ids(sifted.changed)).toEqual(['2', '3']);
    expect([...sifted.listed]).toEqual(['1', '2', '3']);
  });

  it('takes a list without events for no news of events', () => {
    const { events: _, ...withoutEvents } = fixture(1);
    expect(sift([withoutEvents], [known(fixture(1))]).changed).toEqual([]);
  });

  it('leaves out what is older than what is stored', () => {
    const stored = known(fixture(1), { observedAt: OBSERVED_AT + 1 });
    expect(sift([fixture(1, 'HT')], [stored]).changed).toEqual([]);
  });

  it('hands on a match whose stored fingerprint is unknown', () => {
    expect(ids(sift([fixture(1)], [known(fixture(1), { fingerprint: null })]).changed)).toEqual(['1']);
  });

  it('sets aside what cannot be read, with a name for each, and keeps the rest', () => {
    const broken = fixture(1, '1H', { goals: 'none' });
    const { changed, invalid, listed } = sift([broken, fixture(2), { fixture: null }, 'x']);
    expect(ids(changed)).toEqual(['2']);
    expect(ids(invalid)).toEqual(['1', expect.stringMatching(/^unreadable-/), expect.stringMatching(/^unreadable-/)]);
    expect(new Set(ids(invalid)).size).toBe(3);
    expect(invalid[0]!.error.message).toContain('goals');
    expect(listed.has('1')).toBe(true);
  });

  it.each([
    ['live', '1H', 'live', true],
    ['live', 'FT', 'live', true],
    ['live', 'NS', undefined, false],
    ['live', 'FT', undefined, false],
    ['scheduled', 'NS', undefined, true],
    ['scheduled', 'PST', 'scheduled', true],
    ['scheduled', 'NS', 'live', false],
    ['scheduled', '1H', undefined, false],
    ['completed', 'FT', 'live', true],
    ['completed', '2H', 'live', false],
  ] as const)('a poll of %s matches takes %s, stored as %s: %s', (scope, short, phase, taken) => {
    const stored = phase ? [known(fixture(1, 'HT'), { phase })] : [];
    expect(sift([fixture(1, short)], stored, POLL_SCOPES[scope]).changed).toHaveLength(taken ? 1 : 0);
  });

  it('notes matches that are listed again after they were asked for by id', () => {
    expect(sift([fixture(1)], [known(fixture(1), { vanishedChecks: 2 })]).returned).toEqual(['1']);
  });
});

describe('vanishedMatches', () => {
  const missing = (overrides: Partial<KnownMatch>) =>
    vanishedMatches([known(fixture(1), overrides)[1]], new Set(), OBSERVED_AT);

  it.each([
    ['is in play', {}, true],
    ['is in a break', { phase: 'break' as const }, true],
    ['has ended', { phase: 'finished' as const }, false],
    ['was seen by a later response', { observedAt: OBSERVED_AT + 1 }, false],
    ['was asked for a moment ago', { nextCheckAt: OBSERVED_AT + 1 }, false],
    ['is due to be asked for again', { nextCheckAt: OBSERVED_AT }, true],
  ])('asks for a match that %s', (_, overrides, asked) => {
    expect(missing(overrides)).toEqual(asked ? ['1'] : []);
  });

  it('does not ask for listed matches', () => {
    expect(vanishedMatches([known(fixture(1))[1]], new Set(['1']), OBSERVED_AT)).toEqual([]);
  });
});
