import { z } from 'zod';

/** Riot's platforms, each with the region whose servers know its matches and that which knows its accounts. */
const ROUTES = {
  br1: { matches: 'americas', accounts: 'americas' },
  eun1: { matches: 'europe', accounts: 'europe' },
  euw1: { matches: 'europe', accounts: 'europe' },
  jp1: { matches: 'asia', accounts: 'asia' },
  kr: { matches: 'asia', accounts: 'asia' },
  la1: { matches: 'americas', accounts: 'americas' },
  la2: { matches: 'americas', accounts: 'americas' },
  me1: { matches: 'europe', accounts: 'europe' },
  na1: { matches: 'americas', accounts: 'americas' },
  oc1: { matches: 'sea', accounts: 'asia' },
  ru: { matches: 'europe', accounts: 'europe' },
  sg2: { matches: 'sea', accounts: 'asia' },
  tr1: { matches: 'europe', accounts: 'europe' },
  tw2: { matches: 'sea', accounts: 'asia' },
  vn2: { matches: 'sea', accounts: 'asia' },
} as const;

type Routes = typeof ROUTES;

export const PLATFORMS = Object.keys(ROUTES) as (keyof Routes)[];

/** Where accounts live, e.g. `euw1`. */
export const Platform = z.enum(PLATFORMS);
export type Platform = z.infer<typeof Platform>;

export type Region = Routes[Platform]['matches'];

/** What stands before `.api.riotgames.com`: each has limits of its own. */
export type Routing = Platform | Region;

/** Servers of a platform's matches (match-v5). */
export function matchRegion(platform: Platform): Region {
  return ROUTES[platform].matches;
}

/** Servers of a platform's accounts (account-v1), which `sea` has none of. */
export function accountRegion(platform: Platform): Exclude<Region, 'sea'> {
  return ROUTES[platform].accounts;
}
