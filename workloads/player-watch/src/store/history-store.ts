import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { Rank } from '../player/rank.js';

export interface RankChange {
  at: Date;
  from: Pick<Rank, 'tier' | 'division'>;
  to: Pick<Rank, 'tier' | 'division'>;
  /** Below zero for a fall. */
  divisions: number;
}

/** What has happened to players. */
@Injectable()
export class HistoryStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async storeRankChange(
    manager: EntityManager,
    puuid: string,
    { from, to, divisions }: Omit<RankChange, 'at'>,
    jobId: string,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO player_watch.rank_changes
         (puuid, at, from_tier, from_division, to_tier, to_division, divisions, detected_by)
       VALUES ($1, clock_timestamp(), $2, $3, $4, $5, $6, $7)`,
      [puuid, from.tier, from.division, to.tier, to.division, divisions, jobId],
    );
  }

  async rankChangesBy(jobId: string): Promise<number> {
    const [row] = await this.database.query<{ changes: number }>(
      'SELECT count(*)::integer AS changes FROM player_watch.rank_changes WHERE detected_by = $1',
      [jobId],
    );
    return row!.changes;
  }

  /** The latest first. */
  rankChanges(puuid: string, most: number): Promise<RankChange[]> {
    return this.database.query(
      `SELECT at, json_build_object('tier', from_tier, 'division', from_division) AS "from",
         json_build_object('tier', to_tier, 'division', to_division) AS "to", divisions
       FROM player_watch.rank_changes WHERE puuid = $1 ORDER BY at DESC LIMIT $2`,
      [puuid, most],
    );
  }

  /** Where it stood, the latest first. */
  ranks(puuid: string, most: number): Promise<{ at: Date; rank: Rank; wins: number; losses: number }[]> {
    return this.database.query(
      `SELECT at, json_build_object('tier', tier, 'division', division, 'leaguePoints', league_points) AS rank, wins, losses
       FROM player_watch.rank_records WHERE puuid = $1 ORDER BY at DESC LIMIT $2`,
      [puuid, most],
    );
  }

  /** Its stored matches, the latest first. */
  matches(puuid: string, most: number): Promise<object[]> {
    return this.database.query(
      `SELECT m.id, m.queue_id AS "queueId", m.started_at AS "startedAt", m.seconds, mp.champion, mp.position, mp.win,
         mp.kills, mp.deaths, mp.assists, mp.creep_score AS "creepScore"
       FROM player_watch.match_participants mp JOIN player_watch.matches m ON m.id = mp.match_id
       WHERE mp.puuid = $1 ORDER BY m.started_at DESC LIMIT $2`,
      [puuid, most],
    );
  }
}
