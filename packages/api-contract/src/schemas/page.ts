import { z } from 'zod';

const MAX_PAGE = 200;

/** Query of every list. */
export const PageQuery = z.strictObject({
  cursor: z.string().max(500).optional().meta({ description: '`next` of the page before; none for the first page.' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE)
    .default(50)
    .meta({ description: `Most items of a page, at most ${MAX_PAGE}.` }),
});

/** Answer of every list that has pages. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: '`cursor` of the next page; null on the last one.' }),
  });
}

/** Answer of every list that is short. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item) });
}
