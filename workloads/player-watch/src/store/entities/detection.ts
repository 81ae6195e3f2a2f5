import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Contribution } from '../../detection/judge-player.js';
import { PLAYER_WATCH_SCHEMA } from '../schema.js';
import { PlayerRow } from './player.js';

/** One analysis of a player. */
@Index('detections_job_idx', ['detectedBy'])
@Entity({ name: 'detections', schema: PLAYER_WATCH_SCHEMA })
export class DetectionRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'detections_pkey' })
  puuid!: string;

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'detections_pkey' })
  at!: Date;

  @Column({ type: 'double precision' })
  score!: number;

  @Column({ type: 'double precision' })
  threshold!: number;

  @Column({ name: 'is_smurf', type: 'boolean' })
  isSmurf!: boolean;

  @Column({ type: 'json' })
  contributions!: Contribution[];

  @Column({ type: 'json' })
  reasons!: string[];

  /** Games that were looked at. */
  @Column({ type: 'integer' })
  games!: number;

  @Column({ name: 'detected_by', type: 'text' })
  detectedBy!: string;

  @ManyToOne(() => PlayerRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'puuid', foreignKeyConstraintName: 'detections_player_fkey' })
  player!: Relation<PlayerRow>;
}
