import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PLAYER_WATCH_SCHEMA } from '../schema.js';
import { PlayerRow } from './player.js';

/** A rise or fall that `monitor-ranks` has told of. */
@Index('rank_changes_job_idx', ['detectedBy'])
@Entity({ name: 'rank_changes', schema: PLAYER_WATCH_SCHEMA })
export class RankChangeRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'rank_changes_pkey' })
  puuid!: string;

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'rank_changes_pkey' })
  at!: Date;

  @Column({ name: 'from_tier', type: 'text' })
  fromTier!: string;

  @Column({ name: 'from_division', type: 'text' })
  fromDivision!: string;

  @Column({ name: 'to_tier', type: 'text' })
  toTier!: string;

  @Column({ name: 'to_division', type: 'text' })
  toDivision!: string;

  /** Below zero for a fall. */
  @Column({ type: 'integer' })
  divisions!: number;

  @Column({ name: 'detected_by', type: 'text' })
  detectedBy!: string;

  @ManyToOne(() => PlayerRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'puuid', foreignKeyConstraintName: 'rank_changes_player_fkey' })
  player!: Relation<PlayerRow>;
}
