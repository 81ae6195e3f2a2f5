import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { Platform } from '../player/platform.js';
import type { PlayerDocument } from '../player/player-document.js';
import type { Rank } from '../player/rank.js';
import type { SoloStanding, Summoner } from '../upstream/bodies.js';

/** A player whom a job works on. */
export interface KnownPlayer {
  puuid: string;
  platform: Platform;
}

const SELECT_DOCUMENTS = `
  SELECT p.puuid, json_build_object(
    'id', p.id, 'platform', p.platform, 'gameName', p.game_name, 'tagLine', p.tag_line, 'level', p.level,
    'rank', CASE WHEN p.tier IS NOT NULL THEN
      json_build_object('tier', p.tier, 'division', p.division, 'leaguePoints', p.league_points) END,
    'wins', p.wins, 'losses', p.losses, 'account', p.account,
    'detection', (
      SELECT json_build_object('score', d.score, 'isSmurf', d.is_smurf, 'reasons', d.reasons,
        'at', to_char(d.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      FROM player_watch.detections d WHERE d.puuid = p.puuid ORDER BY d.at DESC LIMIT 1)
  ) AS document
  FROM player_watch.players p`;

/** Where a player stands is written down when it has changed, so that its climb can be seen. */
const RECORD_RANK = `
  INSERT INTO player_watch.rank_records (puuid, at, tier, division, league_points, wins, losses)
  SELECT $1, now(), $2, $3, $4, $5, $6
  WHERE ($2::text, $3::text, $4::integer, $5::integer, $6::integer) IS DISTINCT FROM (
    SELECT (tier, division, league_points, wins, losses) FROM player_watch.rank_records
    WHERE puuid = $1 ORDER BY at DESC LIMIT 1)
  ON CONFLICT DO NOTHING`;

/** What is known of players themselves. */
@Injectable()
export class PlayerStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** As routes and channels serve it. Undefined when there is none. */
  async document(puuid: string, manager?: EntityManager): Promise<PlayerDocument | undefined> {
    const sql = `${SELECT_DOCUMENTS} WHERE p.puuid = $1`;
    const rows = manager
      ? await manager.query<{ document: PlayerDocument }[]>(sql, [puuid])
      : await this.database.query<{ document: PlayerDocument }>(sql, [puuid]);
    return rows[0]?.document;
  }

  /** By our id, with Riot's. */
  async byId(id: string): Promise<{ puuid: string; document: PlayerDocument } | undefined> {
    const [row] = await this.database.query<{ puuid: string; document: PlayerDocument }>(
      `${SELECT_DOCUMENTS} WHERE p.id = $1`,
      [id],
    );
    return row;
  }

  /** Tracked ones first, then those that were met last. */
  async list(of: { platform?: Platform | undefined; most: number }): Promise<PlayerDocument[]> {
    const rows = await this.database.query<{ document: PlayerDocument }>(
      `${SELECT_DOCUMENTS} WHERE $1::text IS NULL OR p.platform = $1
       ORDER BY EXISTS (SELECT FROM player_watch.tracked_players t WHERE t.puuid = p.puuid) DESC, p.waiting_since DESC, p.puuid
       LIMIT $2`,
      [of.platform ?? null, of.most],
    );
    return rows.map(({ document }) => document);
  }

  /** Stores level and rank. */
  async storeStanding(
    manager: EntityManager,
    puuid: string,
    { summoner, standing }: { summoner?: Summoner; standing: SoloStanding },
  ): Promise<void> {
    const { rank, wins = 0, losses = 0 } = standing ?? {};
    const stands = [rank?.tier ?? null, rank?.division ?? null, rank?.leaguePoints ?? null, wins, losses];
    await manager.query(
      `UPDATE player_watch.players SET tier = $2, division = $3, league_points = $4, wins = $5, losses = $6,
         level = coalesce($7, level), account = 'present'
       WHERE puuid = $1`,
      [puuid, ...stands, summoner?.summonerLevel ?? null],
    );
    if (rank) await manager.query(RECORD_RANK, [puuid, ...stands]);
  }

  async noteUpdated(manager: EntityManager, puuid: string, jobId: string): Promise<void> {
    await manager.query('UPDATE player_watch.players SET updated_at = now(), updated_by = $2 WHERE puuid = $1', [
      puuid,
      jobId,
    ]);
  }

  /** Waits for analysis, anew where it was analysed before. */
  async queueForAnalysis(manager: EntityManager, puuid: string): Promise<void> {
    await manager.query(
      `UPDATE player_watch.players SET is_analyzed = false, waiting_since = now() WHERE puuid = $1 AND is_analyzed`,
      [puuid],
    );
  }

  /** Riot no longer knows the account: says whether that is news. */
  async noteGone(manager: EntityManager, puuid: string): Promise<boolean> {
    const [rows] = await manager.query<[unknown[], number]>(
      `UPDATE player_watch.players SET account = 'gone', is_analyzed = true WHERE puuid = $1 AND account = 'present'
       RETURNING puuid`,
      [puuid],
    );
    return rows.length > 0;
  }

  /** Those that were updated by this job. */
  async updatedBy(jobId: string): Promise<Set<string>> {
    return this.puuids('SELECT puuid FROM player_watch.players WHERE updated_by = $1', [jobId]);
  }

  async discoveredBy(jobId: string): Promise<number> {
    return (await this.puuids('SELECT puuid FROM player_watch.players WHERE discovered_by = $1', [jobId])).size;
  }

  /** Players that wait for analysis, tracked ones first, then those that wait longest. */
  waiting({ platforms, most }: { platforms: readonly Platform[] | undefined; most: number }): Promise<KnownPlayer[]> {
    return this.database.query(
      `SELECT p.puuid, p.platform FROM player_watch.players p
       WHERE NOT p.is_analyzed AND p.account = 'present' AND ($1::text[] IS NULL OR p.platform = ANY($1))
       ORDER BY EXISTS (SELECT FROM player_watch.tracked_players t WHERE t.puuid = p.puuid) DESC, p.waiting_since, p.puuid
       LIMIT $2`,
      [platforms ?? null, most],
    );
  }

  /** Detected players that were last looked at before a time, those of the longest ago first. */
  toCheckForBan(of: {
    platforms: readonly Platform[] | undefined;
    before: Date;
    most: number;
  }): Promise<KnownPlayer[]> {
    return this.database.query(
      `SELECT puuid, platform FROM player_watch.players
       WHERE is_smurf AND account = 'present' AND coalesce(ban_checked_at < $2, true)
         AND ($1::text[] IS NULL OR platform = ANY($1))
       ORDER BY ban_checked_at NULLS FIRST, puuid LIMIT $3`,
      [of.platforms ?? null, of.before, of.most],
    );
  }

  async noteBanCheck(manager: EntityManager, puuid: string, jobId: string): Promise<void> {
    await manager.query(
      'UPDATE player_watch.players SET ban_checked_at = now(), ban_checked_by = $2 WHERE puuid = $1',
      [puuid, jobId],
    );
  }

  async banCheckedBy(jobId: string): Promise<number> {
    return (await this.puuids('SELECT puuid FROM player_watch.players WHERE ban_checked_by = $1', [jobId])).size;
  }

  async rankCheckedBy(jobId: string): Promise<Set<string>> {
    return this.puuids('SELECT puuid FROM player_watch.players WHERE rank_checked_by = $1', [jobId]);
  }

  /** The rank that was told last, for whoever has to tell the next. */
  async toldRank(manager: EntityManager, puuid: string): Promise<Pick<Rank, 'tier' | 'division'> | undefined> {
    const [row] = await manager.query<{ tier: Rank['tier'] | null; division: Rank['division'] | null }[]>(
      'SELECT told_tier AS tier, told_division AS division FROM player_watch.players WHERE puuid = $1 FOR UPDATE',
      [puuid],
    );
    return row?.tier && row.division ? { tier: row.tier, division: row.division } : undefined;
  }

  /** @param told the rank to compare with from now on; undefined leaves it */
  async noteRankCheck(
    manager: EntityManager,
    puuid: string,
    jobId: string,
    told: Pick<Rank, 'tier' | 'division'> | undefined,
  ): Promise<void> {
    await manager.query(
      `UPDATE player_watch.players SET rank_checked_by = $2, told_tier = coalesce($3, told_tier),
         told_division = coalesce($4, told_division)
       WHERE puuid = $1`,
      [puuid, jobId, told?.tier ?? null, told?.division ?? null],
    );
  }

  private async puuids(sql: string, parameters: unknown[]): Promise<Set<string>> {
    return new Set((await this.database.query<{ puuid: string }>(sql, parameters)).map(({ puuid }) => puuid));
  }
}
