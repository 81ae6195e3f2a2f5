import { decodeHTML } from 'entities';
import { z } from 'zod';
import { UpstreamSchemaInvalid, type UpstreamResponse } from '@kickoff/upstream';
import type { Game } from '../game/game-document.js';
import { number, numberIfKnown, numberOrNotRanked, positiveIfKnown } from './upstream-values.js';

const Ratings = z.object({
  usersrated: number,
  average: number,
  bayesaverage: number,
  stddev: number,
  owned: number,
  trading: number,
  wanting: number,
  wishing: number,
  numcomments: number,
  numweights: number,
  averageweight: number,
  ranks: z
    .union([
      z.literal('').transform(() => []),
      z
        .object({
          rank: z.array(
            z.object({
              '@type': z.string(),
              '@id': z.string(),
              '@name': z.string(),
              '@friendlyname': z.string(),
              '@value': numberOrNotRanked,
              '@bayesaverage': numberOrNotRanked,
            }),
          ),
        })
        .transform(({ rank }) => rank),
    ])
    .default([]),
});

const Item = z.object({
  '@id': z.string(),
  '@type': z.string(),
  name: z.array(z.object({ '@type': z.string(), '@value': z.string() })).min(1),
  description: z.string().default(''),
  thumbnail: z.string().nullish(),
  image: z.string().nullish(),
  yearpublished: numberIfKnown,
  minplayers: positiveIfKnown,
  maxplayers: positiveIfKnown,
  playingtime: positiveIfKnown,
  minplaytime: positiveIfKnown,
  maxplaytime: positiveIfKnown,
  minage: positiveIfKnown,
  link: z
    .array(
      z.object({ '@type': z.string(), '@id': z.string(), '@value': z.string(), '@inbound': z.string().optional() }),
    )
    .default([]),
});
const Statistics = z.object({ ratings: Ratings });
// Without details nothing is expected of statistics, and nothing read of them.
const PlainItem = Item.extend({
  statistics: z
    .unknown()
    .optional()
    .transform(() => undefined),
});
const DetailedItem = Item.extend({ statistics: Statistics });

/** Where an item stands. */
interface Place {
  /** Its response has statistics. */
  details: boolean;
  at: number;
  response: UpstreamResponse;
}

/** One `<item>` of `/thing`, or what cannot be read in it. */
export function gameOf(item: unknown, { details, at, response }: Place): Game | UpstreamSchemaInvalid {
  const parsed = (details ? DetailedItem : PlainItem).safeParse(item);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: ['item', at, ...path].join('.'), message }));
    return new UpstreamSchemaInvalid(response, issues);
  }
  const entry = parsed.data;
  const primary = entry.name.find((name) => name['@type'] === 'primary') ?? entry.name[0]!;
  const links = (type: string) =>
    entry.link
      .filter((link) => link['@type'] === `boardgame${type}` && link['@inbound'] !== 'true')
      .map((link) => ({ id: link['@id'], name: link['@value'] }));
  return {
    id: entry['@id'],
    type: entry['@type'],
    name: primary['@value'],
    alternateNames: entry.name.filter((name) => name !== primary).map((name) => name['@value']),
    year: entry.yearpublished === 0 ? null : entry.yearpublished,
    // Written as a page writes it, and that as XML.
    description: decodeHTML(entry.description).trim(),
    thumbnail: entry.thumbnail || null,
    image: entry.image || null,
    players: { min: entry.minplayers, max: entry.maxplayers },
    playingTime: { usual: entry.playingtime, min: entry.minplaytime, max: entry.maxplaytime },
    minAge: entry.minage,
    designers: links('designer'),
    artists: links('artist'),
    publishers: links('publisher'),
    mechanics: links('mechanic'),
    categories: links('category'),
    families: links('family'),
    ...detailsOf(entry.statistics?.ratings),
  };
}

function detailsOf(ratings: z.output<typeof Ratings> | undefined): Pick<Game, 'statistics' | 'ranks'> {
  if (!ratings) return { statistics: null, ranks: [] };
  return {
    statistics: {
      usersRated: ratings.usersrated,
      average: ratings.average,
      bayesAverage: ratings.bayesaverage,
      standardDeviation: ratings.stddev,
      owned: ratings.owned,
      trading: ratings.trading,
      wanting: ratings.wanting,
      wishing: ratings.wishing,
      comments: ratings.numcomments,
      weights: ratings.numweights,
      averageWeight: ratings.averageweight,
    },
    ranks: ratings.ranks.map((rank) => ({
      type: rank['@type'],
      id: rank['@id'],
      name: rank['@name'],
      friendlyName: rank['@friendlyname'],
      rank: rank['@value'],
      bayesAverage: rank['@bayesaverage'],
    })),
  };
}
