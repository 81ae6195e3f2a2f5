import type { Sport } from '../sports/sport.js';
import type { SimulatedLeague, SimulatedTeam } from './names.js';
import type { Happening, Scoring, Script, Segment } from './script.js';

/** One match of the simulator: who plays, when, and how it goes. */
export interface SimulatedMatch {
  sport: Sport;
  id: number;
  /** Which round of its slot. */
  round: number;
  /** Milliseconds since the epoch. */
  kickOff: number;
  /** Milliseconds that a minute of the match takes. */
  minuteMs: number;
  league: SimulatedLeague;
  home: SimulatedTeam;
  away: SimulatedTeam;
  script: Script;
}

/** What was done to a match through the control endpoint. */
export interface Interference {
  /** No longer in the live list, though it goes on; asked for by id it has ended. */
  vanished?: boolean;
  /** Points taken off a side. */
  takenOff?: { home: number; away: number };
  /** Events left out of the end of the list. */
  eventsRemoved?: number;
  kickOffMovedMs?: number;
  /** Listed with a score that is no number. */
  broken?: boolean;
}

/** A match at one instant. */
export interface MatchInstant {
  match: SimulatedMatch;
  interference: Interference;
  phase: 'scheduled' | 'live' | 'finished';
  segment: Segment | undefined;
  /** Minutes since kick-off. */
  minute: number;
  scorings: Scoring[];
  happenings: Happening[];
}

export function instantOf(match: SimulatedMatch, interference: Interference, now: number): MatchInstant {
  const kickOff = match.kickOff + (interference.kickOffMovedMs ?? 0);
  const minute = (now - kickOff) / match.minuteMs;
  const segment = match.script.segments.find(({ from, to }) => minute >= from && minute < to);
  const happened = <T extends { at: number; takenBackAt?: number }>(each: T) =>
    each.at <= minute && !(each.takenBackAt !== undefined && each.takenBackAt <= minute);
  return {
    match,
    interference,
    phase: minute < 0 ? 'scheduled' : segment && !interference.vanished ? 'live' : 'finished',
    segment,
    minute,
    scorings: match.script.scorings.filter(happened),
    happenings: match.script.happenings.filter(happened),
  };
}

/** Points of a side, in all or in one period. */
export function pointsOf({ scorings, interference }: MatchInstant, side: 'home' | 'away', period?: number): number {
  const counted = scorings.filter(
    (scoring) => scoring.side === side && (period === undefined || scoring.period === period),
  );
  const sum = counted.reduce((points, scoring) => points + scoring.points, 0);
  return Math.max(0, sum - (interference.takenOff?.[side] ?? 0));
}
