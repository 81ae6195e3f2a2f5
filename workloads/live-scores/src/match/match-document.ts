import { z } from 'zod';
import { Sport } from '../sports/sport.js';

/**
 * The one shape of a match: stored, served by REST, broadcast as the channel's document. Browser-safe.
 */

/** Where a match stands, over all sports. */
export const MATCH_PHASES = [
  /** Has a kick-off (perhaps a provisional one) and has not begun. */
  'scheduled',
  /** The clock runs, or a shoot-out is on. */
  'live',
  /** Between two periods. */
  'break',
  /** Begun and stopped for a while; may go on. */
  'suspended',
  /** Has a result: played, or awarded. */
  'finished',
  /** Not begun; a new kick-off will be named. */
  'postponed',
  /** Will not be played. */
  'cancelled',
  /** Begun and given up. */
  'abandoned',
] as const;
export const MatchPhase = z.enum(MATCH_PHASES);
export type MatchPhase = (typeof MATCH_PHASES)[number];

/** Phases in which the upstream's live list should contain the match. */
export const IN_PLAY_PHASES: readonly MatchPhase[] = ['live', 'break', 'suspended'];
/** Phases that a match does not leave. Only such matches are ever cleaned up. */
export const FINAL_PHASES: readonly MatchPhase[] = ['finished', 'cancelled', 'abandoned'];

export const League = z.object({
  id: z.string(),
  name: z.string(),
  country: z.string().nullable(),
  season: z.string().nullable(),
  /** Round, stage or week in the upstream's words. */
  round: z.string().nullable(),
  logo: z.string().nullable(),
});
export type League = z.infer<typeof League>;

export const Team = z.object({ id: z.string(), name: z.string(), logo: z.string().nullable() });
export type Team = z.infer<typeof Team>;

export const Teams = z.object({ home: Team, away: Team });
export type Teams = z.infer<typeof Teams>;

/** Points of both sides; null before the start. */
export const Tally = z.object({ home: z.number().nullable(), away: z.number().nullable() });
export type Tally = z.infer<typeof Tally>;

export const Score = Tally.extend({
  /** Tallies of parts of the match that the upstream reports, in order, e.g. `halftime` or `quarter-1`. */
  periods: z.array(Tally.extend({ name: z.string() })),
});
export type Score = z.infer<typeof Score>;

export const MatchStatus = z.object({
  phase: MatchPhase,
  /** The upstream's code, e.g. `1H`, `Q3`, `FT`. */
  short: z.string(),
  /** The upstream's words, e.g. `First Half`. */
  long: z.string(),
});
export type MatchStatus = z.infer<typeof MatchStatus>;

export const Clock = z.object({
  /** Minutes as the sport shows them; null when there is no clock. */
  elapsed: z.number().nullable(),
  /** Minutes of added time. */
  extra: z.number().nullable(),
  /** Number of the period that is or was last played, from 1; null before the start and where it is unknown. */
  period: z.number().nullable(),
});
export type Clock = z.infer<typeof Clock>;

const Person = z.object({ id: z.string().nullable(), name: z.string().nullable() });

/** Something that happened in a match, as the upstream lists it; it has no identity there. */
export const UpstreamEvent = z.object({
  /** E.g. `Goal`, `Card`, `subst`, `Var`. */
  type: z.string(),
  /** E.g. `Normal Goal`, `Yellow Card`. */
  detail: z.string().nullable(),
  elapsed: z.number().nullable(),
  extra: z.number().nullable(),
  team: Person,
  player: Person,
  assist: Person,
  comments: z.string().nullable(),
});
export type UpstreamEvent = z.infer<typeof UpstreamEvent>;

export const MatchEvent = UpstreamEvent.extend({
  /** Given by us when it is first seen, `<revision>-<position>`; kept when the upstream changes its details. */
  id: z.string(),
});
export type MatchEvent = z.infer<typeof MatchEvent>;

export const MatchDocument = z.object({
  /** `<sport>-<upstream id>`. */
  id: z.string(),
  sport: Sport,
  /** The upstream's id. */
  matchId: z.string(),
  league: League,
  teams: Teams,
  score: Score,
  status: MatchStatus,
  clock: Clock,
  /** ISO 8601, UTC. */
  kickOff: z.string(),
  /** In the upstream's order. */
  events: z.array(MatchEvent),
  /** Milliseconds since the epoch when the upstream response arrived that this state comes from. */
  upstreamAt: z.number(),
  /** Counts the changes of the match, from 1. Every message carries the revision that it led to. */
  revision: z.int().min(1),
});
export type MatchDocument = z.infer<typeof MatchDocument>;

/** A match as one upstream response states it. */
export type NormalisedMatch = Omit<MatchDocument, 'events' | 'revision'> & {
  /** Undefined when this kind of response does not list events: then nothing is known about them. */
  events: UpstreamEvent[] | undefined;
};

export function documentId(sport: Sport, matchId: string): string {
  return `${sport}-${matchId}`;
}
