import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JobState } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/** A state that a job was seen in. Partitioned like `jobs`. */
@Entity({ name: 'transitions', schema: PLATFORM_SCHEMA })
export class TransitionRow {
  @PrimaryColumn({ name: 'job_id', type: 'uuid', primaryKeyConstraintName: 'transitions_pkey' })
  jobId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'transitions_pkey' })
  revision!: number;

  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'transitions_pkey' })
  rank!: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'transitions_pkey' })
  delivery!: number;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'transitions_pkey' })
  state!: JobState;

  /** The first time that it was seen. */
  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** Only intake has seen it so far; an event of the same state says more and replaces it. */
  @Column({ type: 'boolean' })
  intake!: boolean;

  @Column({ type: 'integer' })
  tie!: number;
}
