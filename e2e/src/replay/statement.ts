/**
 * One match as a recorded response states it, read by the oracle's own rules. The proof is worth something because none
 * of this is the workload's code.
 */
export interface Statement {
  id: string;
  league: {
    id: string;
    name: string;
    country: string | null;
    season: string | null;
    round: string | null;
    logo: string | null;
  };
  home: Side;
  away: Side;
  /** Each listed tally of a part of the match, e.g. `halftime`. */
  periods: { name: string; home: number | null; away: number | null }[];
  status: { phase: Phase; short: string; long: string };
  elapsed: number | null;
  extra: number | null;
  /** Number of the period that the status stands for; null where it stands for none. */
  period: number | null;
  kickOff: string;
  /** One text for each event, with everything that is known of it. Undefined when the response lists none at all. */
  events: string[] | undefined;
}

interface Side {
  id: string;
  name: string;
  logo: string | null;
  goals: number | null;
}

export type Phase = 'scheduled' | 'live' | 'break' | 'suspended' | 'finished' | 'postponed' | 'cancelled' | 'abandoned';

/** API-Football's codes: phase and number of the period. */
const STATUSES: Readonly<Record<string, [Phase, number | null]>> = {
  TBD: ['scheduled', null],
  NS: ['scheduled', null],
  '1H': ['live', 1],
  HT: ['break', 1],
  '2H': ['live', 2],
  BT: ['break', 2],
  ET: ['live', 3],
  P: ['live', 4],
  LIVE: ['live', null],
  SUSP: ['suspended', null],
  INT: ['suspended', null],
  FT: ['finished', null],
  AET: ['finished', null],
  PEN: ['finished', null],
  AWD: ['finished', null],
  WO: ['finished', null],
  PST: ['postponed', null],
  CANC: ['cancelled', null],
  ABD: ['abandoned', null],
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** Id of a listed match, however broken the rest of it is. */
export function idOf(raw: unknown): string | undefined {
  const id = at(raw as Json, 'fixture', 'id');
  return typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;
}

/** Undefined for a match that nobody can make sense of: no number where points belong, or a status that does not exist. */
export function readStatement(entry: unknown): Statement | undefined {
  const raw = entry as Json;
  const id = idOf(raw);
  const short = at(raw, 'fixture', 'status', 'short');
  const timestamp = at(raw, 'fixture', 'timestamp');
  const status = typeof short === 'string' ? STATUSES[short] : undefined;
  const goals = [at(raw, 'goals', 'home'), at(raw, 'goals', 'away')].map(points);
  if (id === undefined || !status || typeof short !== 'string' || typeof timestamp !== 'number') return undefined;
  if (goals.includes('unreadable')) return undefined;
  const [phase, period] = status;
  const side = (name: 'home' | 'away', goal: number | null): Side => ({
    id: text(at(raw, 'teams', name, 'id')) ?? 'to-be-decided',
    name: text(at(raw, 'teams', name, 'name')) ?? 'To be decided',
    logo: text(at(raw, 'teams', name, 'logo')),
    goals: goal,
  });
  const events = at(raw, 'events');
  return {
    id,
    league: {
      id: text(at(raw, 'league', 'id')) ?? '',
      name: text(at(raw, 'league', 'name')) ?? 'Unknown league',
      country: text(at(raw, 'league', 'country')),
      season: text(at(raw, 'league', 'season')),
      round: text(at(raw, 'league', 'round')),
      logo: text(at(raw, 'league', 'logo')),
    },
    home: side('home', goals[0] as number | null),
    away: side('away', goals[1] as number | null),
    periods: ['halftime', 'fulltime', 'extratime', 'penalty'].flatMap((name) => {
      const tally = { home: number(at(raw, 'score', name, 'home')), away: number(at(raw, 'score', name, 'away')) };
      return tally.home === null && tally.away === null ? [] : [{ name, ...tally }];
    }),
    status: { phase, short, long: text(at(raw, 'fixture', 'status', 'long')) ?? short },
    elapsed: number(at(raw, 'fixture', 'status', 'elapsed')),
    extra: number(at(raw, 'fixture', 'status', 'extra')),
    period,
    kickOff: new Date(timestamp * 1_000).toISOString(),
    events: Array.isArray(events) ? events.map(rawEvent) : undefined,
  };
}

export function isInPlay({ status }: Statement): boolean {
  return ['live', 'break', 'suspended'].includes(status.phase);
}

/** What is known of an event, as a text that is equal for equal events and only for these. */
export function eventText(parts: {
  type: unknown;
  detail: unknown;
  elapsed: unknown;
  extra: unknown;
  team: unknown;
  player: unknown;
  assist: unknown;
  comments: unknown;
}): string {
  const person = (value: unknown) => [text(at(value as Json, 'id')), text(at(value as Json, 'name'))];
  const { type, detail, elapsed, extra, comments } = parts;
  return JSON.stringify([
    text(type as Json),
    text(detail as Json),
    number(elapsed as Json),
    number(extra as Json),
    person(parts.team),
    person(parts.player),
    person(parts.assist),
    text(comments as Json),
  ]);
}

function rawEvent(raw: Json): string {
  return eventText({
    type: at(raw, 'type'),
    detail: at(raw, 'detail'),
    elapsed: at(raw, 'time', 'elapsed'),
    extra: at(raw, 'time', 'extra'),
    team: at(raw, 'team'),
    player: at(raw, 'player'),
    assist: at(raw, 'assist'),
    comments: at(raw, 'comments'),
  });
}

function at(value: Json | undefined, ...path: string[]): Json | undefined {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || Array.isArray(current)) return undefined;
    current = current[key];
  }
  return current;
}

function text(value: Json | undefined): string | null {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null;
}

function number(value: Json | undefined): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' && Number.isFinite(Number(value)) ? Number(value) : null;
}

function points(value: Json | undefined): number | null | 'unreadable' {
  if (value === null || value === undefined) return null;
  return typeof value === 'number' ? value : 'unreadable';
}
