import type { Sport } from '../sports/sport.js';
import { Random } from '@kickoff/upstream/simulator';

/** How one match goes, from kick-off to the end, in minutes since kick-off. Follows from the seed alone. */
export interface Script {
  segments: Segment[];
  scorings: Scoring[];
  happenings: Happening[];
}

/** A stretch with one status. */
export interface Segment {
  short: string;
  long: string;
  /** Number of the period that is played, or was before the break. */
  period: number;
  playing: boolean;
  /** Minutes since kick-off. */
  from: number;
  to: number;
  /** Minutes that a football clock shows at its start and at most, before added time. */
  clockFrom: number;
  clockTo: number;
}

export type Side = 'home' | 'away';

export interface Scoring {
  at: number;
  period: number;
  side: Side;
  points: number;
  /** Taken back at this minute, e.g. by the video referee. */
  takenBackAt?: number;
  /** Player's number; listed without a name before `namedAt`. */
  player: number;
  namedAt: number;
  detail: string;
}

/** A card or an exchange of football. */
export interface Happening {
  at: number;
  side: Side;
  kind: 'card' | 'subst';
  detail: string;
  player: number;
  assist: number | null;
  namedAt: number;
  /** Withdrawn at this minute. */
  takenBackAt?: number;
}

interface Period {
  short: string;
  long: string;
  minutes: number;
}

const PERIODS: Readonly<Record<Sport, { periods: readonly Period[]; breaks: readonly [string, string, number][] }>> = {
  football: {
    periods: [
      { short: '1H', long: 'First Half', minutes: 45 },
      { short: '2H', long: 'Second Half', minutes: 45 },
    ],
    breaks: [['HT', 'Halftime', 15]],
  },
  basketball: {
    periods: [1, 2, 3, 4].map((quarter) => ({ short: `Q${quarter}`, long: `Quarter ${quarter}`, minutes: 10 })),
    breaks: [
      ['BT', 'Break Time', 2],
      ['HT', 'Halftime', 10],
      ['BT', 'Break Time', 2],
    ],
  },
  'american-football': {
    periods: ['First', 'Second', 'Third', 'Fourth'].map((name, index) => ({
      short: `Q${index + 1}`,
      long: `${name} Quarter`,
      minutes: 15,
    })),
    breaks: [
      ['Q2', 'Second Quarter', 0],
      ['HT', 'Halftime', 12],
      ['Q4', 'Fourth Quarter', 0],
    ],
  },
  'ice-hockey': {
    periods: ['First', 'Second', 'Third'].map((name, index) => ({
      short: `P${index + 1}`,
      long: `${name} Period`,
      minutes: 20,
    })),
    breaks: [
      ['BT', 'Break Time', 15],
      ['BT', 'Break Time', 15],
    ],
  },
};

/** @param defects whether the upstream takes things back and fills them in later, as real ones do */
export function scriptOf(sport: Sport, seed: string, matchId: number, defects: boolean): Script {
  const random = new Random(seed, sport, matchId);
  const segments = segmentsOf(sport, random);
  const playing = segments.filter((segment) => segment.playing);
  const script: Script = { segments, scorings: [], happenings: [] };
  for (const segment of playing) {
    for (let minute = segment.from + 0.2; minute < segment.to; minute += stepOf(sport)) {
      const at = minute + random.next() * stepOf(sport) * 0.9;
      if (at < segment.to) addMinute(sport, script, segment, at, random, defects);
    }
  }
  return script;
}

export function lengthOf({ segments }: Script): number {
  return segments.at(-1)!.to;
}

function segmentsOf(sport: Sport, random: Random): Segment[] {
  const { periods, breaks } = PERIODS[sport];
  const segments: Segment[] = [];
  let from = 0;
  for (const [index, { short, long, minutes }] of periods.entries()) {
    const added = sport === 'football' ? random.whole(1, index === 0 ? 4 : 7) : 0;
    const clockFrom = sport === 'football' ? index * 45 : 0;
    const clockTo = clockFrom + minutes;
    const common = { period: index + 1, clockFrom, clockTo };
    segments.push({ ...common, short, long, playing: true, from, to: from + minutes + added });
    from += minutes + added;
    const [breakShort, breakLong, pause] = breaks[index] ?? ['', '', 0];
    if (pause > 0) {
      segments.push({ ...common, short: breakShort, long: breakLong, playing: false, from, to: from + pause });
      from += pause;
    }
  }
  return segments;
}

/** Minutes between two moments at which something may happen. */
function stepOf(sport: Sport): number {
  return sport === 'basketball' ? 0.5 : 1;
}

function addMinute(sport: Sport, script: Script, segment: Segment, at: number, random: Random, defects: boolean): void {
  const side: Side = random.chance(0.53) ? 'home' : 'away';
  const player = random.whole(1, 11);
  const namedAt = defects && random.chance(0.3) ? at + random.whole(1, 4) : at;
  const scoring = { at, period: segment.period, side, player, namedAt, detail: 'Normal Goal' };
  switch (sport) {
    case 'basketball':
      if (random.chance(0.75)) script.scorings.push({ ...scoring, points: random.pick([1, 2, 2, 2, 3]) });
      return;
    case 'american-football':
      if (random.chance(0.12)) script.scorings.push({ ...scoring, points: random.pick([3, 7, 7, 6, 2]) });
      return;
    case 'ice-hockey':
      if (random.chance(0.095)) script.scorings.push({ ...scoring, points: 1, ...takenBack(at, random, defects) });
      return;
    case 'football': {
      const dice = random.next();
      if (dice < 0.029) {
        const detail = random.pick(['Normal Goal', 'Normal Goal', 'Normal Goal', 'Normal Goal', 'Penalty', 'Own Goal']);
        script.scorings.push({ ...scoring, points: 1, detail, ...takenBack(at, random, defects) });
      } else if (dice < 0.07) {
        const detail = random.chance(0.05) ? 'Red Card' : 'Yellow Card';
        const withdrawn = defects && random.chance(0.02) ? { takenBackAt: at + random.whole(2, 6) } : {};
        script.happenings.push({ at, side, kind: 'card', detail, player, assist: null, namedAt, ...withdrawn });
      } else if (segment.period === 2 && dice < 0.15) {
        const exchanges = script.happenings.filter((other) => other.kind === 'subst' && other.side === side).length;
        if (exchanges >= 5) return;
        const detail = `Substitution ${exchanges + 1}`;
        script.happenings.push({ at, side, kind: 'subst', detail, player, assist: 12 + exchanges, namedAt: at });
      }
    }
  }
}

function takenBack(at: number, random: Random, defects: boolean): { takenBackAt?: number } {
  return defects && random.chance(0.04) ? { takenBackAt: at + random.whole(1, 3) } : {};
}
