import { z } from 'zod';
import { MatchInvalid } from './match-invalid.js';
import type { Sport } from './sport.js';

/** Building blocks of the schemas at the edge: lenient where the upstream is known to vary, strict where a match would be wrong. */

/** Ids are numbers in every recorded response; as text they are the same for all sports. */
export const Id = z.union([z.int(), z.string().min(1)]).transform(String);
/** Numbers come as numbers or as text (`status.extra`, `status.timer`); anything else counts as absent. */
export const Count = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => {
    if (value === null || value === undefined || value === '') return null;
    const number = Number(value);
    return Number.isFinite(number) ? number : null;
  });
/** Points must be numbers: a score that cannot be read must not be taken for none. */
export const Points = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
export const Text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === '' ? null : String(value)));
export const Seconds = z.number();

const League = z.object({
  id: Id,
  name: Text.transform((name) => name ?? 'Unknown league'),
  season: Text,
  logo: Text,
});
export const LeagueOfMatch = League;

/** A place in a cup that is not decided yet has no team. */
const Team = z.object({
  id: Id.nullish().transform((id) => id ?? 'to-be-decided'),
  name: Text.transform((name) => name ?? 'To be decided'),
  logo: Text,
});
export const TeamsOfMatch = z.object({ home: Team, away: Team });

/**
 * Parses a match by its sport's schema.
 *
 * @throws MatchInvalid with every field that is wrong
 */
export function parseMatch<S extends z.ZodType>(
  sport: Sport,
  schema: S,
  match: unknown,
  matchId: string | undefined,
): z.output<S> {
  const parsed = schema.safeParse(match);
  if (parsed.success) return parsed.data;
  throw new MatchInvalid(
    sport,
    matchId,
    parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  );
}

/** The id at `path` of an entry that may be anything. */
export function idAt(value: unknown, ...path: string[]): string | undefined {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !(key in current)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  const id = Id.safeParse(current);
  return id.success && /^[A-Za-z0-9_-]{1,64}$/.test(id.data) ? id.data : undefined;
}

export function isoOfSeconds(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
