import type { AnyOperation } from '@kickoff/api-contract';
import { RequestInvalid } from '@kickoff/contracts';
import { z } from 'zod';

/** One page of a list that is ordered by id, newest first. */
export async function pageOf<Row extends { id: string }, Item>(
  { id }: AnyOperation,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  read: (page: { before: string | undefined; limit: number }) => Promise<Row[]>,
  show: (row: Row) => Item,
): Promise<{ items: Item[]; next: string | null }> {
  // One more than asked for tells whether there is a next page.
  const rows = await read({ before: cursor === undefined ? undefined : idOf(id, cursor), limit: limit + 1 });
  const items = rows.slice(0, limit);
  return { items: items.map(show), next: rows.length > limit ? cursorOf(items.at(-1)!.id) : null };
}

/** One page of a list that ends where its reader says, which may be before it is full. */
export async function pageEndingAt<Row, Item>(
  { id }: AnyOperation,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  read: (page: { before?: string; limit: number }) => Promise<{ rows: Row[]; next: string | undefined }>,
  show: (row: Row) => Item,
): Promise<{ items: Item[]; next: string | null }> {
  const { rows, next } = await read({ ...(cursor === undefined ? {} : { before: idOf(id, cursor) }), limit });
  return { items: rows.map(show), next: next === undefined ? null : cursorOf(next) };
}

/** Opaque to callers, so that what orders a list may change. */
function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function idOf(operation: string, cursor: string): string {
  const id = z.guid().safeParse(Buffer.from(cursor, 'base64url').toString());
  if (id.success) return id.data;
  throw new RequestInvalid(operation, [
    { path: 'query.cursor', message: 'must be `next` of another page of this list' },
  ]);
}
