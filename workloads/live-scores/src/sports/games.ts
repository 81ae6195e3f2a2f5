import { z } from 'zod';
import type { ListedLeague, ListedTeam, UpstreamQuery } from './sport-adapter.js';
import { Id, Text } from './upstream-values.js';

/** What the `/games` APIs of the family (basketball, ice hockey, American football) have in common. */

export function dateOf(instant: Date | string): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** These APIs list no matches in play, so a poll asks for the day, and for the days on which known matches in play began. */
export function liveByDate(now: Date, knownLive: readonly string[]): UpstreamQuery[] {
  const dates = new Set([...knownLive.map(dateOf), dateOf(now)]);
  return [...dates].sort().map(gamesOfDate);
}

export function gamesOfDate(date: string): UpstreamQuery {
  return { path: '/games', parameters: { date } };
}

/** One call per match: `/games` takes a single id. */
export function gamesById(ids: readonly string[]): UpstreamQuery[] {
  return ids.map((id) => ({ path: '/games', parameters: { id } }));
}

export const leaguesOfGames = (): UpstreamQuery => ({ path: '/leagues', parameters: {} });
export const teamsOfGames = (league: string, season: string): UpstreamQuery => ({
  path: '/teams',
  parameters: { league, season },
});

const Country = z
  .object({ name: Text })
  .nullish()
  .transform((country) => country?.name ?? null);
const Seasons = z
  .array(z.union([z.object({ season: Text, year: Text, current: z.boolean().nullish() }), z.string(), z.number()]))
  .nullish();
const League = z.object({ id: Id, name: z.string(), logo: Text, country: Country, seasons: Seasons });
const Team = z.object({ id: Id, name: z.string(), logo: Text, country: Country });

export function leagueOfGames(entry: unknown): ListedLeague | undefined {
  const { data } = League.safeParse(entry);
  if (!data) return undefined;
  const seasons = (data.seasons ?? []).map((season) =>
    typeof season === 'object' ? season : { season: String(season), year: null, current: false },
  );
  const last = seasons.find(({ current }) => current) ?? seasons.at(-1);
  return {
    id: data.id,
    name: data.name,
    country: data.country,
    season: last?.season ?? last?.year ?? null,
    logo: data.logo,
  };
}

export function teamOfGames(entry: unknown): ListedTeam | undefined {
  const { data } = Team.safeParse(entry);
  return data && { id: data.id, name: data.name, country: data.country, logo: data.logo };
}
