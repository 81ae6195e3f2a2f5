import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { Platform } from '../../player/platform.js';
import { PLAYER_WATCH_SCHEMA } from '../schema.js';

/** Somebody whom people want to have watched. */
@Entity({ name: 'tracked_players', schema: PLAYER_WATCH_SCHEMA })
@Unique('tracked_players_name_key', ['nameKey'])
export class TrackedPlayerRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'tracked_players_pkey' })
  id!: string;

  @Column({ type: 'text' })
  platform!: Platform;

  @Column({ name: 'game_name', type: 'text' })
  gameName!: string;

  @Column({ name: 'tag_line', type: 'text' })
  tagLine!: string;

  /** `euw1/name#tag` in lower case: Riot does not tell cases apart. */
  @Column({ name: 'name_key', type: 'text' })
  nameKey!: string;

  /** Null until it was looked up. */
  @Column({ type: 'text', nullable: true })
  puuid!: string | null;

  /** Why it cannot be looked up, in words. */
  @Column({ type: 'text', nullable: true })
  problem!: string | null;

  @Column({ name: 'tracked_at', type: 'timestamptz', default: () => 'now()' })
  trackedAt!: Date;
}
