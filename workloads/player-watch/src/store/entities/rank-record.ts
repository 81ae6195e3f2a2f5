import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PLAYER_WATCH_SCHEMA } from '../schema.js';
import { PlayerRow } from './player.js';

/** Where a player stood, from a time on. */
@Entity({ name: 'rank_records', schema: PLAYER_WATCH_SCHEMA })
export class RankRecordRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'rank_records_pkey' })
  puuid!: string;

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'rank_records_pkey' })
  at!: Date;

  @Column({ type: 'text' })
  tier!: string;

  @Column({ type: 'text' })
  division!: string;

  @Column({ name: 'league_points', type: 'integer' })
  leaguePoints!: number;

  @Column({ type: 'integer' })
  wins!: number;

  @Column({ type: 'integer' })
  losses!: number;

  @ManyToOne(() => PlayerRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'puuid', foreignKeyConstraintName: 'rank_records_player_fkey' })
  player!: Relation<PlayerRow>;
}
