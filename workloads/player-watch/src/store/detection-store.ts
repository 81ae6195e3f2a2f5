import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { Contribution, Judgement } from '../detection/judge-player.js';
import type { PlayerSample } from '../detection/player-sample.js';
import type { Rank } from '../player/rank.js';

/** One analysis, with whom it was of. */
export interface StoredDetection {
  playerId: string;
  at: Date;
  score: number;
  threshold: number;
  isSmurf: boolean;
  contributions: Contribution[];
  reasons: string[];
  games: number;
}

interface SampleRow {
  level: number | null;
  rank: Rank | null;
  wins: number;
  losses: number;
  games: PlayerSample['games'];
  ranks: { at: number; rank: Rank; games: number }[];
}

/** The latest so many ranked games count. */
const MOST_GAMES = 40;

const SELECT_SAMPLE = `
  SELECT p.level, p.wins, p.losses,
    CASE WHEN p.tier IS NOT NULL THEN
      json_build_object('tier', p.tier, 'division', p.division, 'leaguePoints', p.league_points) END AS rank,
    (SELECT coalesce(json_agg(g), '[]') FROM (
      SELECT (extract(epoch FROM m.started_at) * 1000)::bigint AS "startedAt", m.seconds / 60.0 AS minutes, mp.champion,
        mp.position, mp.win, mp.kills, mp.deaths, mp.assists, mp.creep_score AS "creepScore"
      FROM player_watch.match_participants mp JOIN player_watch.matches m ON m.id = mp.match_id
      WHERE mp.puuid = p.puuid AND m.queue_id = 420 AND NOT m.is_remake ORDER BY m.started_at DESC LIMIT ${MOST_GAMES}
    ) g) AS games,
    (SELECT coalesce(json_agg(r ORDER BY r.at), '[]') FROM (
      SELECT (extract(epoch FROM at) * 1000)::bigint AS at, wins + losses AS games,
        json_build_object('tier', tier, 'division', division, 'leaguePoints', league_points) AS rank
      FROM player_watch.rank_records WHERE puuid = p.puuid AND at > now() - interval '60 days'
    ) r) AS ranks
  FROM player_watch.players p WHERE p.puuid = $1`;

const SELECT_DETECTIONS = `
  SELECT p.id AS "playerId", d.at, d.score, d.threshold, d.is_smurf AS "isSmurf", d.contributions, d.reasons, d.games
  FROM player_watch.detections d JOIN player_watch.players p ON p.puuid = d.puuid`;

/** What players are judged by, and the judgements. */
@Injectable()
export class DetectionStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** What is stored of a player. */
  async sample(manager: EntityManager, puuid: string): Promise<PlayerSample> {
    const [row] = await manager.query<SampleRow[]>(SELECT_SAMPLE, [puuid]);
    if (!row) throw new RangeError(`no player ${puuid} is stored`);
    return { ...row, level: row.level ?? 0 };
  }

  async store(
    manager: EntityManager,
    puuid: string,
    judged: Judgement & { threshold: number; games: number; jobId: string },
  ): Promise<boolean> {
    const { score, contributions, reasons, threshold, games, jobId } = judged;
    const isSmurf = score >= threshold;
    await manager.query(
      `INSERT INTO player_watch.detections
         (puuid, at, score, threshold, is_smurf, contributions, reasons, games, detected_by)
       VALUES ($1, clock_timestamp(), $2, $3, $4, $5, $6, $7, $8)`,
      [puuid, score, threshold, isSmurf, JSON.stringify(contributions), JSON.stringify(reasons), games, jobId],
    );
    await manager.query('UPDATE player_watch.players SET is_analyzed = true, is_smurf = $2 WHERE puuid = $1', [
      puuid,
      isSmurf,
    ]);
    return isSmurf;
  }

  /** How many players this job has judged, and how many of them reached the threshold. */
  async countsOf(jobId: string): Promise<{ analyzed: number; smurfs: number }> {
    const [row] = await this.database.query<{ analyzed: number; smurfs: number }>(
      `SELECT count(*)::integer AS analyzed, (count(*) FILTER (WHERE is_smurf))::integer AS smurfs
       FROM player_watch.detections WHERE detected_by = $1`,
      [jobId],
    );
    return row!;
  }

  /** The latest first, of smurfs alone or of all. */
  list(of: { smurfsOnly: boolean; most: number }): Promise<StoredDetection[]> {
    return this.database.query(`${SELECT_DETECTIONS} WHERE d.is_smurf OR NOT $1 ORDER BY d.at DESC, d.puuid LIMIT $2`, [
      of.smurfsOnly,
      of.most,
    ]);
  }

  /** Of one player, the latest first. */
  ofPlayer(puuid: string, most: number): Promise<StoredDetection[]> {
    return this.database.query(`${SELECT_DETECTIONS} WHERE d.puuid = $1 ORDER BY d.at DESC LIMIT $2`, [puuid, most]);
  }
}
