import { DEFAULT_LIMIT } from './page-options.js';

/** Most items that the api gives at once. */
const MOST_AT_ONCE = 200;

export interface Page<Item> {
  items: Item[];
  /** Of `--cursor`; null when the list is at its end. */
  next: string | null;
}

/**
 * Reads as many pages as the rows that are asked for need.
 *
 * `read` gets the query's part that is about pages: `limit` and `cursor`.
 */
export async function readPages<Item>(
  { limit = DEFAULT_LIMIT, cursor }: { limit?: number | undefined; cursor?: string | undefined },
  read: (query: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let next: string | null = cursor ?? null;
  do {
    const query = { limit: Math.min(limit - items.length, MOST_AT_ONCE), ...(next === null ? {} : { cursor: next }) };
    const page: Page<Item> = await read(query);
    items.push(...page.items);
    next = page.next;
  } while (next !== null && items.length < limit);
  return { items, next };
}

/** A list for people, and how to see what is left. */
export function pageText({ next }: Page<unknown>, text: string): string {
  return next === null ? text : `${text}\nthere are more: --limit, or --cursor ${next}`;
}
