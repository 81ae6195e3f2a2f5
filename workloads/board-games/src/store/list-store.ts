import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';

/** The answer to a search, or the hot list, as it was stored. */
export interface CachedList<Entry> {
  entries: Entry[];
  syncedAt: Date;
}

export const HOT_LIST = 'hot';

export function searchList(query: string): string {
  return `search ${query}`;
}

/** Cached answers that are lists. */
@Injectable()
export class ListStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async read<Entry>(name: string): Promise<CachedList<Entry> | undefined> {
    const [row] = await this.database.query<{ entries: Entry[]; synced_at: Date }>(
      'SELECT entries, synced_at FROM board_games.cached_lists WHERE name = $1',
      [name],
    );
    return row && { entries: row.entries, syncedAt: row.synced_at };
  }

  async store(manager: EntityManager, name: string, entries: readonly unknown[]): Promise<void> {
    await manager.query(
      `INSERT INTO board_games.cached_lists (name, entries, synced_at) VALUES ($1, $2, now())
       ON CONFLICT (name) DO UPDATE SET entries = excluded.entries, synced_at = excluded.synced_at`,
      [name, JSON.stringify(entries)],
    );
  }
}
