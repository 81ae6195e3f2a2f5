import { z } from 'zod';
import { UpstreamSchemaInvalid, type UpstreamResponse } from '@kickoff/upstream';
import type { FoundGame, HotGame } from '../game/game-document.js';
import { numberIfKnown, text } from './upstream-values.js';

const Found = z.array(
  z.object({
    '@id': z.string(),
    '@type': z.string(),
    name: z.array(z.object({ '@value': z.string() })).min(1),
    yearpublished: numberIfKnown,
  }),
);

const Hot = z.array(
  z.object({
    '@id': z.string(),
    '@rank': z.string().regex(/^\d+$/),
    name: z.array(z.object({ '@value': z.string() })).min(1),
    yearpublished: numberIfKnown,
    thumbnail: text.nullish(),
  }),
);

/** @throws UpstreamSchemaInvalid */
export function foundGames(response: UpstreamResponse, items: unknown): FoundGame[] {
  return read(response, items, Found).map((item) => ({
    id: item['@id'],
    type: item['@type'],
    name: item.name[0]!['@value'],
    year: item.yearpublished,
  }));
}

/** @throws UpstreamSchemaInvalid */
export function hotGames(response: UpstreamResponse, items: unknown): HotGame[] {
  return read(response, items, Hot).map((item) => ({
    rank: Number(item['@rank']),
    id: item['@id'],
    name: item.name[0]!['@value'],
    year: item.yearpublished,
    thumbnail: item.thumbnail || null,
  }));
}

function read<S extends z.ZodType>(response: UpstreamResponse, items: unknown, schema: S): z.output<S> {
  const parsed = schema.safeParse(items);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: ['item', ...path].join('.'), message }));
  throw new UpstreamSchemaInvalid(response, issues);
}
