/**
 * A match as the page shows it. `adapt.ts` is the only file that knows how this is carried on the wire.
 */

/** Where a match stands, as far as its row looks different. */
export const PHASES = {
  upcoming: 'upcoming',
  live: 'live',
  /** Half time, between quarters, before extra time: live, but the clock stands. */
  pause: 'pause',
  finished: 'finished',
  /** Postponed, cancelled, abandoned, suspended. */
  off: 'off',
} as const;
export type Phase = (typeof PHASES)[keyof typeof PHASES];

export type Side = 'home' | 'away';

export interface ClockReading {
  /** Minutes played when it was read; undefined when the sport's feed has no clock or the match has none now. */
  minute: number | undefined;
  /** Minutes of stoppage time beyond `minute`. */
  extra: number | undefined;
  /** When it was read, milliseconds since the epoch. */
  at: number;
}

/** Goal, card or other moment of a match, as listed in its timeline. */
export interface Moment {
  /** Unique in its match. */
  id: string;
  kind: MomentKind;
  side: Side | undefined;
  /** `90+3′`, `Q4 2′`; empty when unknown. */
  when: string;
  /** What it was and who: `Goal, Ze Gatinha`. */
  text: string;
}

export const MOMENT_KINDS = {
  goal: 'goal',
  yellowCard: 'yellow-card',
  redCard: 'red-card',
  status: 'status',
  correction: 'correction',
  other: 'other',
} as const;
export type MomentKind = (typeof MOMENT_KINDS)[keyof typeof MOMENT_KINDS];

export interface TeamLine {
  name: string;
  /** Undefined before the match. */
  score: number | undefined;
  redCards: number;
}

export interface PeriodScore {
  name: string;
  home: number | undefined;
  away: number | undefined;
}

export interface Match {
  /** The channel; unique. */
  key: string;
  /** Counts the changes of the match; an older one never replaces a newer one. */
  revision: number;
  sport: string;
  leagueKey: string;
  league: string;
  country: string;
  round: string;
  home: TeamLine;
  away: TeamLine;
  phase: Phase;
  /** Upstream's short code, e.g. `1H`, `HT`, `Q3`. */
  status: string;
  statusText: string;
  clock: ClockReading;
  /** Milliseconds since the epoch. */
  startsAt: number;
  periods: readonly PeriodScore[];
  moments: readonly Moment[];
  /** What stands beside the score until something newer happens. */
  note: Note | undefined;
  /** When upstream reported this state, milliseconds since the epoch. */
  changedAt: number;
}

export interface Note {
  kind: MomentKind;
  text: string;
}

export function isLive(phase: Phase): boolean {
  return phase === PHASES.live || phase === PHASES.pause;
}
