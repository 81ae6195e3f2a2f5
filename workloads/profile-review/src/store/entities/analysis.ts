import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { AnalysisState } from '../../analysis/analysis-document.js';
import type { ProfileData } from '../../profile/profile-data.js';
import type { Review } from '../../review/review.js';
import { PROFILE_REVIEW_SCHEMA } from '../schema.js';
import { BulkAnalysisRow } from './bulk-analysis.js';

@Index('analyses_username_idx', ['githubUsername'])
@Index('analyses_bulk_idx', ['bulkId'])
@Index('analyses_unpaid_idx', ['createdAt'], { where: 'NOT is_paid' })
@Entity({ name: 'analyses', schema: PROFILE_REVIEW_SCHEMA })
export class AnalysisRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'analyses_pkey' })
  id!: string;

  @Column({ name: 'github_username', type: 'text' })
  githubUsername!: string;

  @Column({ type: 'text' })
  status!: AnalysisState;

  /** From 0 to 1. */
  @Column({ type: 'double precision' })
  progress!: number;

  /** What was done last, for people. */
  @Column({ type: 'text' })
  step!: string;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ name: 'webhook_url', type: 'text', nullable: true })
  webhookUrl!: string | null;

  /** Who asked for it. */
  @Column({ name: 'ip_address', type: 'inet', nullable: true })
  ipAddress!: string | null;

  @Column({ name: 'bulk_id', type: 'uuid', nullable: true })
  bulkId!: string | null;

  @ManyToOne(() => BulkAnalysisRow, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'bulk_id', foreignKeyConstraintName: 'analyses_bulk_fkey' })
  bulk!: Relation<BulkAnalysisRow> | null;

  @Column({ name: 'is_paid', type: 'boolean' })
  isPaid!: boolean;

  @Column({ name: 'github_data', type: 'json', nullable: true })
  githubData!: ProfileData | null;

  @Column({ name: 'overall_score', type: 'smallint', nullable: true })
  overallScore!: number | null;

  @Column({ name: 'profile_score', type: 'smallint', nullable: true })
  profileScore!: number | null;

  @Column({ name: 'projects_score', type: 'smallint', nullable: true })
  projectsScore!: number | null;

  @Column({ name: 'consistency_score', type: 'smallint', nullable: true })
  consistencyScore!: number | null;

  @Column({ name: 'technical_score', type: 'smallint', nullable: true })
  technicalScore!: number | null;

  @Column({ name: 'community_score', type: 'smallint', nullable: true })
  communityScore!: number | null;

  @Column({ name: 'ai_analysis', type: 'json', nullable: true })
  aiAnalysis!: Review | null;

  /** The model that wrote the review, or `built-in`. */
  @Column({ type: 'text', nullable: true })
  reviewer!: string | null;

  @Column({ type: 'text', nullable: true })
  error!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'completed_at', type: 'timestamptz', nullable: true })
  completedAt!: Date | null;

  @Column({ name: 'failed_at', type: 'timestamptz', nullable: true })
  failedAt!: Date | null;

  @Column({ name: 'paid_at', type: 'timestamptz', nullable: true })
  paidAt!: Date | null;
}
