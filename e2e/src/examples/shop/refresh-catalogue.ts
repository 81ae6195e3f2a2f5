import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';

const terms = { queue: 'catalogue', input: z.object({ shelf: z.string(), revision: z.int() }) };

/** One unfinished job per shelf; a second enqueue answers with the first one's id. */
export const countShelf = defineJob({
  ...terms,
  type: 'shop.count-shelf',
  summary: 'Counts what is on a shelf.',
  unique: { by: ({ shelf }) => shelf },
});

/** At most one every ten minutes, however often it is asked for. */
export const reorderShelf = defineJob({
  ...terms,
  type: 'shop.reorder-shelf',
  summary: 'Orders what is missing.',
  unique: { by: ({ shelf }) => shelf, for: '10m' },
});

/** Once the shelf has been left alone for five seconds, with the last input. */
export const indexShelf = defineJob({
  ...terms,
  type: 'shop.index-shelf',
  summary: 'Makes a shelf searchable.',
  unique: { by: ({ shelf }) => shelf, debounce: '5s' },
});

/** At once; while one runs, only the last of those that come is kept. */
export const renderShelf = defineJob({
  ...terms,
  type: 'shop.render-shelf',
  summary: 'Draws the page of a shelf.',
  unique: { by: ({ shelf }) => shelf, keep: 'last' },
});
