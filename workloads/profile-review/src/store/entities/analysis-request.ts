import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { PROFILE_REVIEW_SCHEMA } from '../schema.js';

/** Somebody asked for an analysis: kept for 24 hours, to limit requests by address. */
@Index('analysis_requests_idx', ['ipAddress', 'createdAt'])
@Entity({ name: 'analysis_requests', schema: PROFILE_REVIEW_SCHEMA })
export class AnalysisRequestRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'analysis_requests_pkey',
  })
  id!: string;

  @Column({ name: 'ip_address', type: 'inet' })
  ipAddress!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
