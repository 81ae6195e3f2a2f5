import type { LiveMessage } from '@kickoff/contracts';
import type { eventText } from './statement.js';

/** A match's message as the oracle reads it. Spelt out here, so that a change of the wire shows up as a complaint. */
export interface ReceivedData {
  id: string;
  sport: string;
  matchId: string;
  league: unknown;
  teams: unknown;
  score: { home: number | null; away: number | null; periods: unknown };
  status: { phase: string; short: string; long: string };
  clock: { elapsed: number | null; extra: number | null; period: number | null };
  kickOff: string;
  upstreamAt: number;
  revision: number;
  change: {
    score?: OldAndNew<ReceivedData['score']>;
    periods?: OldAndNew<unknown>;
    status?: OldAndNew<unknown>;
    period?: OldAndNew<number | null>;
    clock?: OldAndNew<unknown>;
    kickOff?: OldAndNew<string>;
    details?: OldAndNew<{ league: unknown; teams: unknown }>;
    event?: { old: null; new: ReceivedEvent };
    events?: { removed: ReceivedEvent[]; changed: OldAndNew<ReceivedEvent>[] };
  };
  events?: ReceivedEvent[];
}

export interface OldAndNew<T> {
  old: T;
  new: T;
}

export type ReceivedEvent = { id: string } & Parameters<typeof eventText>[0];

/** One message and its place among all. */
export interface Received {
  place: number;
  type: string;
  data: ReceivedData;
}

export function receivedOf(message: LiveMessage, place: number): Received {
  return { place, type: message.type, data: message.data as ReceivedData };
}
