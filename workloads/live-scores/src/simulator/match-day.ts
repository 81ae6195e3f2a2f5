import type { Sport } from '../sports/sport.js';
import { leaguesOf, teamsOf, type SimulatedLeague, type SimulatedTeam } from './names.js';
import { Random } from '@kickoff/upstream/simulator';
import { lengthOf, scriptOf } from './script.js';
import { instantOf, type Interference, type MatchInstant, type SimulatedMatch } from './simulated-match.js';

export interface MatchDayOptions {
  sport: Sport;
  /** The same seed plays the same matches at the same times. */
  seed: string;
  /** `endless`: that many matches are in play at any time. `day`: that many are played each UTC day. */
  matches: number;
  mode: 'endless' | 'day';
  /** Match minutes that pass in one real minute. */
  speed: number;
  /** Minutes of a match between the end of one and the kick-off of the next of its slot. */
  pauseMinutes: number;
  /** Whether the data takes things back and fills them in later. */
  defects: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Rounds are counted from here, so that a simulator that is started again goes on where the last one was. */
const ANCHOR = Date.UTC(2026, 0, 1);
/** Longest match of any sport, in minutes, added time included. */
const LONGEST: Readonly<Record<Sport, number>> = {
  'american-football': 72,
  basketball: 54,
  football: 117,
  'ice-hockey': 90,
};
/** Last digit of an id, so that no two sports share one. */
const SPORT_DIGIT: Readonly<Record<Sport, number>> = {
  'american-football': 4,
  basketball: 2,
  football: 1,
  'ice-hockey': 3,
};
const SLOTS = 10_000;

/**
 * The matches of one sport. Every state follows from seed and time, so nothing is stored and any number of matches costs
 * only what is asked for.
 */
export class MatchDay {
  private readonly leagues: readonly { league: SimulatedLeague; teams: readonly SimulatedTeam[] }[];
  private readonly made = new Map<number, SimulatedMatch>();
  readonly interference = new Map<number, Interference>();

  constructor(private readonly options: MatchDayOptions) {
    const { sport } = options;
    this.leagues = leaguesOf(sport).map((league) => ({ league, teams: teamsOf(sport, league) }));
  }

  /** Matches in play. */
  live(now: number): MatchInstant[] {
    return this.around(now).filter(({ phase }) => phase === 'live');
  }

  /** Matches that kick off on a UTC day; in endless mode the last, the current and the next of each slot. */
  ofDate(date: string, now: number): MatchInstant[] {
    const start = Date.parse(`${date}T00:00:00Z`);
    const matches = this.options.mode === 'day' ? this.slots((slot) => this.match(slot, dayOf(start))) : undefined;
    const instants = matches ? matches.map((match) => this.at(match, now)) : this.around(now);
    return instants.filter(({ match, interference }) => {
      const kickOff = match.kickOff + (interference.kickOffMovedMs ?? 0);
      return kickOff >= start && kickOff < start + DAY_MS;
    });
  }

  byId(id: number, now: number): MatchInstant | undefined {
    if (!Number.isInteger(id) || id < 0 || id % 10 !== SPORT_DIGIT[this.options.sport]) return undefined;
    const number = Math.floor(id / 10);
    const slot = number % SLOTS;
    if (slot >= this.options.matches) return undefined;
    return this.at(this.match(slot, Math.floor(number / SLOTS)), now);
  }

  private around(now: number): MatchInstant[] {
    const { mode } = this.options;
    return this.slots((slot) => {
      const round = mode === 'day' ? dayOf(now) : Math.floor((now - this.phaseMs(slot) - ANCHOR) / this.cycleMs());
      return [round - 1, round, round + 1].map((each) => this.at(this.match(slot, each), now));
    }).flat();
  }

  private at(match: SimulatedMatch, now: number): MatchInstant {
    return instantOf(match, this.interference.get(match.id) ?? {}, now);
  }

  private slots<T>(make: (slot: number) => T): T[] {
    return Array.from({ length: this.options.matches }, (_, slot) => make(slot));
  }

  /** Real milliseconds from one kick-off of a slot to the next. */
  private cycleMs(): number {
    return (LONGEST[this.options.sport] + this.options.pauseMinutes) * this.minuteMs();
  }

  private minuteMs(): number {
    return MINUTE_MS / this.options.speed;
  }

  /** When in its cycle or day a slot kicks off. */
  private phaseMs(slot: number): number {
    const random = new Random(this.options.seed, 'phase', slot);
    const span = this.options.mode === 'day' ? DAY_MS : this.cycleMs();
    const phase = random.next() * span;
    // A day's matches kick off at full and half hours.
    return this.options.mode === 'day' ? Math.floor(phase / (30 * MINUTE_MS)) * 30 * MINUTE_MS : phase;
  }

  private match(slot: number, round: number): SimulatedMatch {
    const { sport, seed, mode, defects } = this.options;
    const id = (round * SLOTS + slot) * 10 + SPORT_DIGIT[sport];
    const known = this.made.get(id);
    if (known) return known;
    const random = new Random(seed, sport, 'match', id);
    const { league, teams } = this.leagues[slot % this.leagues.length]!;
    const home = random.whole(0, teams.length - 1);
    const away = (home + random.whole(1, teams.length - 1)) % teams.length;
    const script = scriptOf(sport, seed, id, defects);
    const cycle = mode === 'day' ? DAY_MS : this.cycleMs();
    // Endless matches end together with their cycle, so that a slot is without a match only for the pause.
    const idleMs = mode === 'day' ? 0 : (LONGEST[sport] - lengthOf(script)) * this.minuteMs();
    const kickOff = Math.ceil((ANCHOR + round * cycle + this.phaseMs(slot) + idleMs) / 1_000) * 1_000;
    const match: SimulatedMatch = {
      sport,
      id,
      round,
      kickOff,
      minuteMs: this.minuteMs(),
      league,
      home: teams[home]!,
      away: teams[away]!,
      script,
    };
    if (this.made.size > this.options.matches * 6) this.made.clear();
    this.made.set(id, match);
    return match;
  }
}

function dayOf(now: number): number {
  return Math.floor((now - ANCHOR) / DAY_MS);
}
