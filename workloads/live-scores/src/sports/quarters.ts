import { z } from 'zod';
import type { Score } from '../match/match-document.js';
import type { MatchState } from './match-states.js';
import { Points } from './upstream-values.js';

/** Games of four quarters: basketball and American football. */

export const QUARTER_STATES: Readonly<Record<string, MatchState>> = {
  Q1: { phase: 'live', period: 1 },
  Q2: { phase: 'live', period: 2 },
  HT: { phase: 'break', period: 2 },
  Q3: { phase: 'live', period: 3 },
  Q4: { phase: 'live', period: 4 },
  OT: { phase: 'live', period: 5 },
  AOT: { phase: 'finished' },
};

const Side = z.object({
  quarter_1: Points,
  quarter_2: Points,
  quarter_3: Points,
  quarter_4: Points,
  // Basketball writes over_time, American football overtime.
  over_time: Points,
  overtime: Points,
  total: Points,
});
export const QuarterScores = z.object({ home: Side, away: Side });

const PERIODS = [
  ['quarter-1', 'quarter_1'],
  ['quarter-2', 'quarter_2'],
  ['quarter-3', 'quarter_3'],
  ['quarter-4', 'quarter_4'],
  ['overtime', 'over_time'],
  ['overtime', 'overtime'],
] as const;

export function scoreOfQuarters({ home, away }: z.output<typeof QuarterScores>): Score {
  return {
    home: home.total,
    away: away.total,
    periods: PERIODS.flatMap(([name, key]) =>
      home[key] === null && away[key] === null ? [] : [{ name, home: home[key], away: away[key] }],
    ),
  };
}
