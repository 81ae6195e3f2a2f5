import type { z } from 'zod';
import { accountRegion, matchRegion, type Platform, type Routing } from '../player/platform.js';
import type { RiotId } from '../player/riot-id.js';
import { Account, Match, MatchIds, SoloStanding, Summoner } from './bodies.js';

/** One question to Riot's API. */
export interface RiotRequest<S extends z.ZodType = z.ZodType> {
  /** Whose servers answer; the limits of an application are counted by it. */
  routing: Routing;
  /** The method, whose limits are counted by routing, too. */
  method: string;
  path: string;
  query?: Readonly<Record<string, string>>;
  schema: S;
}

/** Ranked solo games. */
const SOLO_QUEUE_ID = '420';

export function accountByRiotId(platform: Platform, { gameName, tagLine }: RiotId): RiotRequest<typeof Account> {
  return {
    routing: accountRegion(platform),
    method: 'account-by-riot-id',
    path: `/riot/account/v1/accounts/by-riot-id/${encodeURIComponent(gameName)}/${encodeURIComponent(tagLine)}`,
    schema: Account,
  };
}

export function accountByPuuid(platform: Platform, puuid: string): RiotRequest<typeof Account> {
  return {
    routing: accountRegion(platform),
    method: 'account-by-puuid',
    path: `/riot/account/v1/accounts/by-puuid/${encodeURIComponent(puuid)}`,
    schema: Account,
  };
}

export function summonerByPuuid(platform: Platform, puuid: string): RiotRequest<typeof Summoner> {
  return {
    routing: platform,
    method: 'summoner-by-puuid',
    path: `/lol/summoner/v4/summoners/by-puuid/${encodeURIComponent(puuid)}`,
    schema: Summoner,
  };
}

export function leagueByPuuid(platform: Platform, puuid: string): RiotRequest<typeof SoloStanding> {
  return {
    routing: platform,
    method: 'league-by-puuid',
    path: `/lol/league/v4/entries/by-puuid/${encodeURIComponent(puuid)}`,
    schema: SoloStanding,
  };
}

/** @param count at most 100 */
export function matchIdsByPuuid(
  platform: Platform,
  puuid: string,
  { count, rankedOnly = false }: { count: number; rankedOnly?: boolean },
): RiotRequest<typeof MatchIds> {
  return {
    routing: matchRegion(platform),
    method: 'match-ids-by-puuid',
    path: `/lol/match/v5/matches/by-puuid/${encodeURIComponent(puuid)}/ids`,
    query: { start: '0', count: String(count), ...(rankedOnly && { queue: SOLO_QUEUE_ID }) },
    schema: MatchIds,
  };
}

export function matchById(platform: Platform, id: string): RiotRequest<typeof Match> {
  return {
    routing: matchRegion(platform),
    method: 'match-by-id',
    path: `/lol/match/v5/matches/${encodeURIComponent(id)}`,
    schema: Match,
  };
}
