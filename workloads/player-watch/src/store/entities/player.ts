import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Platform } from '../../player/platform.js';
import { PLAYER_WATCH_SCHEMA } from '../schema.js';

/** Everybody who was tracked, or met in a match of somebody tracked. */
@Entity({ name: 'players', schema: PLAYER_WATCH_SCHEMA })
@Unique('players_id_key', ['id'])
@Index('players_waiting_idx', ['waitingSince'], { where: 'NOT is_analyzed' })
@Index('players_smurfs_idx', ['banCheckedAt'], { where: 'is_smurf' })
export class PlayerRow {
  /** Riot's id. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'players_pkey' })
  puuid!: string;

  /** Ours, in routes and channels. */
  @Column({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  platform!: Platform;

  @Column({ name: 'game_name', type: 'text', nullable: true })
  gameName!: string | null;

  @Column({ name: 'tag_line', type: 'text', nullable: true })
  tagLine!: string | null;

  @Column({ type: 'integer', nullable: true })
  level!: number | null;

  @Column({ type: 'text', nullable: true })
  tier!: string | null;

  @Column({ type: 'text', nullable: true })
  division!: string | null;

  @Column({ name: 'league_points', type: 'integer', nullable: true })
  leaguePoints!: number | null;

  @Column({ type: 'integer', default: 0 })
  wins!: number;

  @Column({ type: 'integer', default: 0 })
  losses!: number;

  /** `present` or `gone`. */
  @Column({ type: 'text', default: 'present' })
  account!: string;

  @Column({ name: 'is_analyzed', type: 'boolean', default: false })
  isAnalyzed!: boolean;

  /** Since when it waits for analysis, or last did. */
  @Column({ name: 'waiting_since', type: 'timestamptz', default: () => 'now()' })
  waitingSince!: Date;

  /** Job that met it first. */
  @Column({ name: 'discovered_by', type: 'text', nullable: true })
  discoveredBy!: string | null;

  /** When level, rank and matches were last asked for by `update-tracked-players`, and by which job. */
  @Column({ name: 'updated_at', type: 'timestamptz', nullable: true })
  updatedAt!: Date | null;

  @Column({ name: 'updated_by', type: 'text', nullable: true })
  updatedBy!: string | null;

  /** Of the latest detection. */
  @Column({ name: 'is_smurf', type: 'boolean', default: false })
  isSmurf!: boolean;

  @Column({ name: 'ban_checked_at', type: 'timestamptz', nullable: true })
  banCheckedAt!: Date | null;

  @Column({ name: 'ban_checked_by', type: 'text', nullable: true })
  banCheckedBy!: string | null;

  /** Job of `monitor-ranks` that looked last. */
  @Column({ name: 'rank_checked_by', type: 'text', nullable: true })
  rankCheckedBy!: string | null;

  /** Rank that `monitor-ranks` compares with. */
  @Column({ name: 'told_tier', type: 'text', nullable: true })
  toldTier!: string | null;

  @Column({ name: 'told_division', type: 'text', nullable: true })
  toldDivision!: string | null;
}
