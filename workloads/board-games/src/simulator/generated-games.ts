import { XMLBuilder } from 'fast-xml-parser';

/** Board games that are all made of their number. Their statistics grow with every minute, as real ones do. */

const ADJECTIVES = ['Silent', 'Golden', 'Hidden', 'Northern', 'Last', 'Crimson', 'Clever', 'Distant', 'Merry', 'Iron'];
const NOUNS = ['Harbour', 'Empire', 'Garden', 'Caravan', 'Lighthouse', 'Orchard', 'Citadel', 'River', 'Guild', 'Comet'];
const MECHANICS = ['Worker Placement', 'Deck Building', 'Area Majority', 'Hand Management', 'Tile Placement'];
const CATEGORIES = ['Economic', 'Fantasy', 'City Building', 'Nautical', 'Card Game'];
const MINUTE_MS = 60_000;

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: true });
const value = (of: string | number) => ({ '@value': String(of) });

export function generatedName(id: number): string {
  return `${ADJECTIVES[id % 10]} ${NOUNS[Math.floor(id / 10) % 10]} ${id}`;
}

export function itemsDocument(item: readonly object[], attributes: Record<string, string> = {}): string {
  const items = { '@termsofuse': 'https://boardgamegeek.com/xmlapi/termsofuse', ...attributes, item };
  return `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ items })}`;
}

/** An item of `/thing`. */
export function thing(id: number, details: boolean, now: number): object {
  return {
    '@type': 'boardgame',
    '@id': String(id),
    thumbnail: `https://games.example/${id}_t.jpg`,
    image: `https://games.example/${id}.jpg`,
    name: [
      { '@type': 'primary', '@sortindex': '1', '@value': generatedName(id) },
      { '@type': 'alternate', '@sortindex': '1', '@value': `Das Spiel Nr. ${id}` },
    ],
    description: `A game of ${generatedName(id)}.&#10;For friends &amp; families.`,
    yearpublished: value(1980 + (id % 45)),
    minplayers: value(1 + (id % 2)),
    maxplayers: value(4 + (id % 3)),
    playingtime: value(30 + (id % 5) * 15),
    minplaytime: value(30),
    maxplaytime: value(30 + (id % 5) * 15),
    minage: value(8 + (id % 7)),
    link: [
      { '@type': 'boardgamecategory', '@id': String(1_000 + (id % 5)), '@value': CATEGORIES[id % 5] },
      { '@type': 'boardgamemechanic', '@id': String(2_000 + (id % 5)), '@value': MECHANICS[id % 5] },
      { '@type': 'boardgamedesigner', '@id': String(id % 97), '@value': `Designer ${id % 97}` },
    ],
    ...(details && { statistics: { '@page': '1', ratings: ratings(id, now) } }),
  };
}

function ratings(id: number, now: number): object {
  const rated = 100 + (id % 13) * 50 + (Math.floor(now / MINUTE_MS) % 100_000);
  const average = (5 + (id % 400) / 100).toFixed(5);
  const rank = { '@type': 'subtype', '@id': '1', '@name': 'boardgame', '@friendlyname': 'Board Game Rank' };
  return {
    usersrated: value(rated),
    average: value(average),
    bayesaverage: value(average),
    ranks: { rank: [{ ...rank, '@value': id % 9 === 0 ? 'Not Ranked' : String(id), '@bayesaverage': average }] },
    stddev: value('1.25'),
    median: value(0),
    owned: value(rated * 2),
    trading: value(3),
    wanting: value(7),
    wishing: value(11),
    numcomments: value(5),
    numweights: value(4),
    averageweight: value((1 + (id % 4)).toFixed(1)),
  };
}

/** An item of `/hot`. */
export function hotItem(id: number, rank: number): object {
  return {
    '@id': String(id),
    '@rank': String(rank),
    thumbnail: value(`https://games.example/${id}_t.jpg`),
    name: value(generatedName(id)),
    yearpublished: value(1980 + (id % 45)),
  };
}

/** An item of `/search`. */
export function foundItem(id: number): object {
  return {
    '@type': 'boardgame',
    '@id': String(id),
    name: { '@type': 'primary', '@value': generatedName(id) },
    yearpublished: value(1980 + (id % 45)),
  };
}
