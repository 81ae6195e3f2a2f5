import { z } from 'zod';
import { Sport } from '../sports/sport.js';
import { MatchChange } from './match-change.js';
import { Clock, League, MatchEvent, MatchStatus, Score, Teams, type MatchDocument } from './match-document.js';

/** Messages on a match's channel, as subscribers receive them. Browser-safe. */

export const MATCH_MESSAGES = {
  /** A match that was not known. Carries its events so far. */
  added: 'match.added',
  /** Score, clock, period, kick-off or names went on. */
  updated: 'match.updated',
  /** One thing that happened: a goal, a card, a substitution. */
  event: 'match.event',
  /** The status became another. */
  statusChanged: 'match.status-changed',
  /** The upstream took something back or restated it: points, events. */
  corrected: 'match.corrected',
  /** The match leaves the board: it has long ended. The channel's document is gone. */
  removed: 'match.removed',
} as const;
export const MatchMessageType = z.enum(Object.values(MATCH_MESSAGES) as [MatchMessageType, ...MatchMessageType[]]);
export type MatchMessageType = (typeof MATCH_MESSAGES)[keyof typeof MATCH_MESSAGES];

/** The state that a change led to, and the change. One change of a match is in exactly one message. */
export const MatchMessage = z.object({
  /** `<sport>-<upstream id>`. */
  id: z.string(),
  sport: Sport,
  matchId: z.string(),
  league: League,
  teams: Teams,
  score: Score,
  status: MatchStatus,
  clock: Clock,
  kickOff: z.string(),
  /** Milliseconds since the epoch when the upstream response arrived that this state comes from. */
  upstreamAt: z.number(),
  /** The match's revision that the change led to. Never goes down on a channel. */
  revision: z.int().min(1),
  /** What changed, each part with old and new. Empty for a match that was added or removed. */
  change: MatchChange,
  /** Only in `match.added`: what had happened before the match was known. */
  events: z.array(MatchEvent).optional(),
});
export type MatchMessage = z.infer<typeof MatchMessage>;

/** The message of a change that led to this state of the match. */
export function matchMessage(document: MatchDocument, change: MatchChange): MatchMessage {
  const { events: _events, ...state } = document;
  return { ...state, change };
}

/** Channel of one match. */
export function matchChannel({ sport, league, matchId }: Pick<MatchDocument, 'sport' | 'league' | 'matchId'>): string {
  return `live-scores/${sport}/${league.id}/${matchId}`;
}
