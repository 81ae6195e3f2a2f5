import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PROFILE_REVIEW_SCHEMA } from '../schema.js';
import { AnalysisRow } from './analysis.js';

const KEY = { primaryKeyConstraintName: 'notifications_pkey' } as const;

/** What was sent, so that a repeated attempt sends it no more. */
@Entity({ name: 'notifications', schema: PROFILE_REVIEW_SCHEMA })
export class NotificationRow {
  @PrimaryColumn({ name: 'analysis_id', type: 'uuid', ...KEY })
  analysisId!: string;

  @PrimaryColumn({ type: 'text', ...KEY })
  event!: string;

  @PrimaryColumn({ type: 'text', ...KEY })
  recipient!: string;

  @PrimaryColumn({ type: 'text', ...KEY })
  medium!: string;

  @Column({ name: 'sent_at', type: 'timestamptz' })
  sentAt!: Date;

  @ManyToOne(() => AnalysisRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'analysis_id', foreignKeyConstraintName: 'notifications_analysis_fkey' })
  analysis!: Relation<AnalysisRow>;
}
