import type { DetectedChanges } from '../match/detect-changes.js';
import type { MatchDocument, NormalisedMatch } from '../match/match-document.js';
import type { Sport } from './sport.js';

/** One request of an upstream API: a path below the sport's address, and its parameters. */
export interface UpstreamQuery {
  path: string;
  parameters: Readonly<Record<string, string>>;
  /** The response lists what the upstream counts as in play, and nothing else: then whatever it says of a match counts. */
  onlyInPlay?: boolean;
}

/** A league as the upstream's list of leagues states it. */
export interface ListedLeague {
  id: string;
  name: string;
  country: string | null;
  season: string | null;
  logo: string | null;
}

/** A team as the upstream's list of teams states it. */
export interface ListedTeam {
  id: string;
  name: string;
  country: string | null;
  logo: string | null;
}

/** Everything the workload knows about one sport. A new sport is one file with one of these and one entry in `sports.ts`. */
export interface SportAdapter {
  sport: Sport;
  /** Whether list responses contain what happened in a match. */
  hasEvents: boolean;

  /** Requests that together list every match in play. `knownLive`: ISO kick-offs of matches that were in play last time. */
  liveQueries(now: Date, knownLive: readonly string[]): UpstreamQuery[];
  /** Request for every match of a day, `YYYY-MM-DD` in UTC. */
  dateQuery(date: string): UpstreamQuery;
  /** Requests for these matches, in as few calls as the upstream allows. */
  idQueries(ids: readonly string[]): UpstreamQuery[];
  leaguesQuery(): UpstreamQuery;
  teamsQuery(leagueId: string, season: string): UpstreamQuery;

  /** The upstream's id of a listed match, however broken the rest of it is. */
  matchId(match: unknown): string | undefined;
  /**
   * @param upstreamAt milliseconds since the epoch when the response arrived
   * @throws MatchInvalid naming the field that is wrong
   */
  normalise(match: unknown, upstreamAt: number): NormalisedMatch;
  /** What a statement that is not older than the stored match changes. */
  detectChanges(stored: MatchDocument | undefined, match: NormalisedMatch): DetectedChanges;
  /** Undefined for an entry that is no league. */
  league(entry: unknown): ListedLeague | undefined;
  /** Undefined for an entry that is no team. */
  team(entry: unknown): ListedTeam | undefined;
}
