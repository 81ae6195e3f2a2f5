import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@kickoff/database';
import type { Platform } from '../player/platform.js';
import type { TrackedName } from '../player/riot-id.js';

/** Somebody whom people want to have watched. */
export interface TrackedPlayer extends TrackedName {
  id: string;
  trackedAt: Date;
  /** Why it cannot be looked up; null when nothing is wrong. */
  problem: string | null;
  /** Riot's id; null until it was looked up. */
  puuid: string | null;
  /** Ours, for its routes and channel; null until it was looked up. */
  playerId: string | null;
}

const SELECT = `
  SELECT t.id, t.platform, t.game_name AS "gameName", t.tag_line AS "tagLine", t.tracked_at AS "trackedAt", t.problem,
    t.puuid, p.id AS "playerId"
  FROM player_watch.tracked_players t LEFT JOIN player_watch.players p ON p.puuid = t.puuid`;

/** Who is tracked. */
@Injectable()
export class TrackedStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** In the order in which they were tracked. */
  list(platforms?: readonly Platform[]): Promise<TrackedPlayer[]> {
    return this.database.query(
      `${SELECT} WHERE $1::text[] IS NULL OR t.platform = ANY($1) ORDER BY t.tracked_at, t.id`,
      [platforms ?? null],
    );
  }

  /** The tracked player, also when it was tracked before; undefined when there are `most` others already. */
  async track(name: TrackedName, most: number): Promise<TrackedPlayer | undefined> {
    const key = nameKey(name);
    await this.database.transaction(async (manager) => {
      // Two at once must not both take the last place.
      await manager.query('LOCK TABLE player_watch.tracked_players IN SHARE ROW EXCLUSIVE MODE');
      await manager.query(
        `INSERT INTO player_watch.tracked_players (id, platform, game_name, tag_line, name_key)
         SELECT gen_random_uuid(), $1, $2, $3, $4 WHERE (SELECT count(*) FROM player_watch.tracked_players) < $5
         ON CONFLICT (name_key) DO NOTHING`,
        [name.platform, name.gameName, name.tagLine, key, most],
      );
    });
    const [tracked] = await this.database.query<TrackedPlayer>(`${SELECT} WHERE t.name_key = $1`, [key]);
    return tracked;
  }

  /** Says whether it was tracked. */
  async untrack(id: string): Promise<boolean> {
    const gone = await this.database.query('DELETE FROM player_watch.tracked_players WHERE id = $1 RETURNING id', [id]);
    return gone.length > 0;
  }

  async noteProblem(id: string, problem: string): Promise<void> {
    await this.database.query('UPDATE player_watch.tracked_players SET problem = $2 WHERE id = $1', [id, problem]);
  }

  /** Riot knows who is meant: there is a player of it from now on. */
  async found(tracked: TrackedPlayer, account: { puuid: string; gameName?: string | null; tagLine?: string | null }) {
    await this.database.transaction(async (manager) => {
      await manager.query(
        `INSERT INTO player_watch.players (puuid, id, platform, game_name, tag_line)
         VALUES ($1, gen_random_uuid(), $2, $3, $4)
         ON CONFLICT (puuid) DO UPDATE SET game_name = excluded.game_name, tag_line = excluded.tag_line`,
        [account.puuid, tracked.platform, account.gameName ?? tracked.gameName, account.tagLine ?? tracked.tagLine],
      );
      await manager.query('UPDATE player_watch.tracked_players SET puuid = $2, problem = NULL WHERE id = $1', [
        tracked.id,
        account.puuid,
      ]);
    });
  }
}

function nameKey({ platform, gameName, tagLine }: TrackedName): string {
  return `${platform}/${gameName}#${tagLine}`.toLowerCase();
}
