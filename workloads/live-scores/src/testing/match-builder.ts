import type { MatchDocument, NormalisedMatch, UpstreamEvent } from '../match/match-document.js';

/** Builds plain matches for tests; each test names only what it is about. */

const NOBODY = { id: null, name: null };

export function aMatch(overrides: Partial<NormalisedMatch> = {}): NormalisedMatch {
  return {
    id: 'football-1001',
    sport: 'football',
    matchId: '1001',
    league: { id: '71', name: 'Serie A', country: 'Brazil', season: '2026', round: 'Round 1', logo: null },
    teams: { home: { id: '1', name: 'Home', logo: null }, away: { id: '2', name: 'Away', logo: null } },
    score: { home: 0, away: 0, periods: [] },
    status: { phase: 'live', short: '1H', long: 'First Half' },
    clock: { elapsed: 10, extra: null, period: 1 },
    kickOff: '2026-02-04T23:00:00.000Z',
    events: [],
    upstreamAt: 1_000,
    ...overrides,
  };
}

export function storedMatch(overrides: Partial<MatchDocument> = {}): MatchDocument {
  return { ...aMatch(), events: [], revision: 1, ...overrides };
}

export function anEvent(overrides: Partial<UpstreamEvent> = {}): UpstreamEvent {
  return {
    type: 'Goal',
    detail: 'Normal Goal',
    elapsed: 10,
    extra: null,
    team: { id: '1', name: 'Home' },
    player: { id: '7', name: 'Striker' },
    assist: NOBODY,
    comments: null,
    ...overrides,
  };
}
