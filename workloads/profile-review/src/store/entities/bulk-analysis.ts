import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PROFILE_REVIEW_SCHEMA } from '../schema.js';

/** Analyses that were asked for together. */
@Entity({ name: 'bulk_analyses', schema: PROFILE_REVIEW_SCHEMA })
export class BulkAnalysisRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'bulk_analyses_pkey' })
  id!: string;

  /** How many there were. */
  @Column({ type: 'integer' })
  analyses!: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** All have succeeded. */
  @Column({ name: 'completed_at', type: 'timestamptz', nullable: true })
  completedAt!: Date | null;

  /** The first one failed. */
  @Column({ name: 'failed_at', type: 'timestamptz', nullable: true })
  failedAt!: Date | null;

  /** All have ended. */
  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;
}
