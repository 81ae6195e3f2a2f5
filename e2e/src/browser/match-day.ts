import type {
  MatchChange,
  MatchDocument,
  MatchEvent,
  MatchMessage,
  MatchMessageType,
} from '@kickoff/live-scores/contracts';

/** A made-up match day, the same every time: what the tests and the screenshots of the page show. */

const LEAGUES = [
  { id: '39', name: 'Premier League', country: 'England' },
  { id: '40', name: 'Championship', country: 'England' },
  { id: '61', name: 'Ligue 1', country: 'France' },
  { id: '78', name: 'Bundesliga', country: 'Germany' },
  { id: '135', name: 'Serie A', country: 'Italy' },
  { id: '71', name: 'Serie A', country: 'Brazil' },
];
const PLACES = [
  'Northbridge', 'Estrela', 'Kalmar Vale', 'São Roque', 'Port Arden', 'Münster Nord', 'Oakhampton', 'Rivière',
  'Castelfranco', 'Vila Aurora', 'Harrowgate', 'Sankt Elm', 'Belmonte', 'Westermoor', 'Côte Blanche', 'Ashford Park',
]; // prettier-ignore
const KINDS = ['United', 'City', 'FC', 'Athletic', 'Rovers', 'SC', '1904', 'Wanderers'];
const PLAYERS = [
  'A. Lindqvist',
  'João Mendes',
  'K. Oyelaran',
  'T. Nakamura',
  'M. Hoffmann',
  'R. Fernández',
  'L. Moreau',
];
const MINUTE_MS = 60_000;

const STATUS = {
  NS: { phase: 'scheduled', short: 'NS', long: 'Not Started' },
  '1H': { phase: 'live', short: '1H', long: 'First Half' },
  HT: { phase: 'break', short: 'HT', long: 'Halftime' },
  '2H': { phase: 'live', short: '2H', long: 'Second Half' },
  FT: { phase: 'finished', short: 'FT', long: 'Match Finished' },
} as const satisfies Record<string, MatchDocument['status']>;
export type StatusCode = keyof typeof STATUS;

export interface MatchOptions {
  index: number;
  status?: StatusCode;
  score?: readonly [number, number];
  minute?: number;
  /** Of how many leagues. Default the six named ones. */
  leagues?: number;
  now?: number;
}

export function footballMatch(options: MatchOptions): MatchDocument {
  const {
    index,
    status = '1H',
    minute = 12 + ((index * 7) % 33),
    leagues = LEAGUES.length,
    now = Date.now(),
  } = options;
  const begun = status !== 'NS';
  const [home, away] = options.score ?? [0, 0];
  const league = LEAGUES[index % leagues] ?? {
    id: `9${index % leagues}`,
    name: `League ${index % leagues}`,
    country: `Country ${index % 25}`,
  };
  const team = (at: number) => ({
    id: String(1_000 + at),
    name: `${PLACES[at % PLACES.length]} ${KINDS[Math.floor(at / PLACES.length + at) % KINDS.length]}`,
    logo: null,
  });
  const toKickOff = begun ? -minute * MINUTE_MS : (index + 1) * 15 * MINUTE_MS;
  return {
    id: `football-${index}`,
    sport: 'football',
    matchId: String(index),
    league: { ...league, season: '2026', round: `Regular Season - ${12 + (index % 3)}`, logo: null },
    teams: { home: team(index * 2), away: team(index * 2 + 1) },
    score: {
      home: begun ? home : null,
      away: begun ? away : null,
      periods: begun ? [{ name: 'halftime', home, away }] : [],
    },
    status: STATUS[status],
    clock: { elapsed: begun ? minute : null, extra: null, period: begun ? 1 : null },
    kickOff: new Date(now + toKickOff).toISOString(),
    events: [],
    upstreamAt: now,
    revision: 1,
  };
}

export function basketballMatch(index: number, score: readonly [number, number], now = Date.now()): MatchDocument {
  const base = footballMatch({ index, score, now });
  return {
    ...base,
    id: `basketball-${index}`,
    sport: 'basketball',
    league: { id: '12', name: 'Continental League', country: 'Europe', season: '2026', round: null, logo: null },
    score: { home: score[0], away: score[1], periods: [{ name: 'quarter-1', home: 24, away: 28 }] },
    status: { phase: 'live', short: 'Q3', long: 'Quarter 3' },
    clock: { elapsed: 7, extra: null, period: 3 },
  };
}

/** A change of a match: the message that reports it and the match it led to. */
export interface Played {
  type: MatchMessageType;
  match: MatchDocument;
  change: MatchChange;
}

/** The body of the message, as the workload writes it. */
export function messageOf({ type, match, change }: Played): MatchMessage {
  const { events, ...state } = match;
  return type === 'match.added' ? { ...state, change, events } : { ...state, change };
}

export function added(match: MatchDocument): Played {
  return { type: 'match.added', match, change: {} };
}

/** A goal as upstream tells it: the score, then the event with the scorer. */
export function goal(
  before: MatchDocument,
  side: 'home' | 'away',
  scorer = PLAYERS[before.revision % PLAYERS.length]!,
): Played[] {
  const match = next(before);
  match.score = { ...match.score, [side]: (before.score[side] ?? 0) + 1 };
  const scored = eventOf(match, side, 'Goal', 'Normal Goal', scorer);
  match.events = [...before.events, scored];
  return [
    { type: 'match.updated', match, change: { score: { old: before.score, new: match.score } } },
    { type: 'match.event', match, change: { event: { old: null, new: scored } } },
  ];
}

export function card(
  before: MatchDocument,
  side: 'home' | 'away',
  colour: 'Yellow' | 'Red',
  player = PLAYERS[2]!,
): Played {
  const match = next(before);
  const shown = eventOf(match, side, 'Card', `${colour} Card`, player);
  match.events = [...before.events, shown];
  return { type: 'match.event', match, change: { event: { old: null, new: shown } } };
}

/** The last goal of a side is taken back. */
export function correction(before: MatchDocument, side: 'home' | 'away'): Played {
  const match = next(before);
  match.score = { ...match.score, [side]: (before.score[side] ?? 1) - 1 };
  const removed = before.events.findLast(({ type, team }) => type === 'Goal' && team.id === before.teams[side].id);
  match.events = before.events.filter((event) => event !== removed);
  return {
    type: 'match.corrected',
    match,
    change: {
      score: { old: before.score, new: match.score },
      ...(removed && { events: { removed: [removed], changed: [] } }),
    },
  };
}

export function statusChange(before: MatchDocument, status: StatusCode): Played {
  const match = { ...next(before), status: STATUS[status] };
  return { type: 'match.status-changed', match, change: { status: { old: before.status, new: match.status } } };
}

function next(before: MatchDocument): MatchDocument {
  return { ...before, revision: before.revision + 1, upstreamAt: Date.now() };
}

function eventOf(
  match: MatchDocument,
  side: 'home' | 'away',
  type: string,
  detail: string,
  player: string,
): MatchEvent {
  return {
    id: `${match.revision}-1`,
    type,
    detail,
    elapsed: match.clock.elapsed,
    extra: null,
    team: match.teams[side],
    player: { id: null, name: player },
    assist: { id: null, name: null },
    comments: null,
  };
}

/** What the workload broadcasts when the day's quota is spent. */
export const QUOTA_USED_UP = {
  open: false,
  closedUntil: '2099-01-01T00:00:00Z',
  notice: 'quota used up until 00:00 UTC',
  dayRemaining: 0,
  dayLimit: 7_500,
};
