import { MatchInvalid } from './match-invalid.js';
import type { MatchPhase, MatchStatus } from '../match/match-document.js';
import type { Sport } from './sport.js';

/** What an upstream status code means. */
export interface MatchState {
  phase: MatchPhase;
  /** Number of the period it stands for, when it stands for one. */
  period?: number;
}

/** Codes that every API of the family uses alike. */
export const COMMON_STATES: Readonly<Record<string, MatchState>> = {
  NS: { phase: 'scheduled' },
  FT: { phase: 'finished' },
  CANC: { phase: 'cancelled' },
  ABD: { phase: 'abandoned' },
  PST: { phase: 'postponed' },
  POST: { phase: 'postponed' },
  SUSP: { phase: 'suspended' },
  INT: { phase: 'suspended' },
  INTR: { phase: 'suspended' },
  AWD: { phase: 'finished' },
  AW: { phase: 'finished' },
  WO: { phase: 'finished' },
};

/**
 * @throws MatchInvalid for a code that the sport does not know: guessing a phase could end a match that goes on
 */
export function matchState(
  sport: Sport,
  states: Readonly<Record<string, MatchState>>,
  matchId: string,
  status: { short: string; long: string | null },
): { status: MatchStatus; period: number | null } {
  const state = states[status.short];
  if (!state) {
    throw new MatchInvalid(sport, matchId, [
      { path: 'status.short', message: `unknown status ${JSON.stringify(status.short)}` },
    ]);
  }
  return {
    status: { phase: state.phase, short: status.short, long: status.long ?? status.short },
    period: state.period ?? null,
  };
}
