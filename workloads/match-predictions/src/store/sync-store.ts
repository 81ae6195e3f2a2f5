import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { League } from '../football-data/league.js';
import type { Season } from '../football-data/season.js';

export const FIXTURES = 'fixtures';

export function syncName(league: League, season: Season): string {
  return `${league}/${season}`;
}

export async function noteSync(
  manager: EntityManager,
  sync: { name: string; rows: number; problems: readonly string[] },
): Promise<void> {
  await manager.query(
    `INSERT INTO match_predictions.syncs (name, synced_at, rows, problems) VALUES ($1, now(), $2, $3)
     ON CONFLICT (name) DO UPDATE SET synced_at = excluded.synced_at, rows = excluded.rows, problems = excluded.problems`,
    [sync.name, sync.rows, JSON.stringify(sync.problems)],
  );
}

@Injectable()
export class SyncStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Names of what was stored since a time. */
  async since(time: Date): Promise<Set<string>> {
    const rows = await this.database.query<{ name: string }>(
      'SELECT name FROM match_predictions.syncs WHERE synced_at >= $1',
      [time],
    );
    return new Set(rows.map(({ name }) => name));
  }

  async last(): Promise<Date | null> {
    const sql = 'SELECT max(synced_at) AS at FROM match_predictions.syncs';
    const [row] = await this.database.query<{ at: Date | null }>(sql);
    return row!.at;
  }
}
