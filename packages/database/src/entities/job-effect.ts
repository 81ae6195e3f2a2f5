import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PLATFORM_SCHEMA } from './schema.js';

/** That a job's `job.transaction` has committed, and what it returned. */
@Entity({ name: 'job_effects', schema: PLATFORM_SCHEMA })
export class JobEffectRow {
  @PrimaryColumn({ name: 'job_id', type: 'text', primaryKeyConstraintName: 'job_effects_pkey' })
  jobId!: string;

  @Column({ type: 'text' })
  type!: string;

  /** SQL null: it returned nothing. */
  @Column({ type: 'jsonb', nullable: true })
  result!: unknown;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
