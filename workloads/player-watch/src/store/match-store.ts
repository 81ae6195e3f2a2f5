import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { Platform } from '../player/platform.js';
import type { Match } from '../upstream/bodies.js';

const STORE_PARTICIPANTS = `
  INSERT INTO player_watch.match_participants
    (match_id, puuid, champion, position, win, kills, deaths, assists, creep_score)
  SELECT $1, puuid, champion, position, win, kills, deaths, assists, "creepScore"
  FROM json_to_recordset($2) AS p (puuid text, champion text, position text, win boolean, kills integer, deaths integer,
    assists integer, "creepScore" integer)
  ON CONFLICT DO NOTHING`;

/** Whoever claimed it so long ago was killed: no job runs longer. */
const CLAIM = `
  INSERT INTO player_watch.match_claims (id, claimed_at) VALUES ($1, now())
  ON CONFLICT (id) DO UPDATE SET claimed_at = excluded.claimed_at
    WHERE match_claims.claimed_at < now() - interval '10 minutes'
  RETURNING id`;

const DISCOVER = `
  INSERT INTO player_watch.players (puuid, id, platform, game_name, tag_line, level, discovered_by)
  SELECT puuid, gen_random_uuid(), $2, "gameName", "tagLine", level, $3
  FROM json_to_recordset($1) AS p (puuid text, "gameName" text, "tagLine" text, level integer)
  ORDER BY puuid
  ON CONFLICT (puuid) DO NOTHING
  RETURNING puuid`;

/** Matches that were fetched. */
@Injectable()
export class MatchStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Those of the ids that were never asked for. */
  async unknown(ids: readonly string[]): Promise<string[]> {
    const known = await this.database.query<{ id: string }>(
      `SELECT id FROM player_watch.matches WHERE id = ANY($1)
       UNION ALL SELECT id FROM player_watch.missing_matches WHERE id = ANY($1)`,
      [ids],
    );
    const there = new Set(known.map(({ id }) => id));
    return ids.filter((id) => !there.has(id));
  }

  /** Runs work that asks for the match and stores it, unless another does so, or has done so already. */
  async whenClaimed(id: string, work: () => Promise<void>): Promise<void> {
    const claimed = await this.database.query(CLAIM, [id]);
    if (claimed.length === 0) return;
    try {
      // It may have been stored, and let go of, just before it was claimed.
      if ((await this.unknown([id])).length > 0) await work();
    } finally {
      await this.database.query('DELETE FROM player_watch.match_claims WHERE id = $1', [id]);
    }
  }

  async store(manager: EntityManager, match: Match, jobId: string): Promise<void> {
    const { id, queueId, startedAt, seconds, version, isRemake, participants } = match;
    await manager.query(
      `INSERT INTO player_watch.matches (id, queue_id, started_at, seconds, version, is_remake, fetched_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [id, queueId, startedAt, seconds, version, isRemake, jobId],
    );
    await manager.query(STORE_PARTICIPANTS, [id, JSON.stringify(participants)]);
  }

  /** Players whom nobody has met before: they wait for analysis from now on. Says how many. */
  async discover(manager: EntityManager, match: Match, platform: Platform, jobId: string): Promise<number> {
    const met = await manager.query<unknown[]>(DISCOVER, [JSON.stringify(match.participants), platform, jobId]);
    return met.length;
  }

  async noteMissing(id: string): Promise<void> {
    await this.database.query('INSERT INTO player_watch.missing_matches (id) VALUES ($1) ON CONFLICT DO NOTHING', [id]);
  }

  async fetchedBy(jobId: string): Promise<number> {
    const [row] = await this.database.query<{ matches: number }>(
      'SELECT count(*)::integer AS matches FROM player_watch.matches WHERE fetched_by = $1',
      [jobId],
    );
    return row!.matches;
  }
}
