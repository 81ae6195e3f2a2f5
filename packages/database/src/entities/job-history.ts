import { Entity, Index, PrimaryColumn } from 'typeorm';
import type { JobState } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';
import { SightColumns, type RecordedOutcome } from './sight-columns.js';

/** A state that a job was seen in and that `job_states` no longer says, with the run that told of it. Partitioned like `job_envelopes`. */
@Entity({ name: 'job_history', schema: PLATFORM_SCHEMA })
@Index('job_history_by_time', { synchronize: false })
export class JobHistoryRow extends SightColumns {
  @PrimaryColumn({ name: 'job_id', type: 'uuid', primaryKeyConstraintName: 'job_history_pkey' })
  jobId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'job_history_pkey' })
  revision!: number;

  /** -1 for what intake saw. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'job_history_pkey' })
  delivery!: number;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'job_history_pkey' })
  state!: JobState;

  /** Revision of the message whose delivery the event tells of; 0: of none. */
  @PrimaryColumn({ name: 'run_revision', type: 'integer', primaryKeyConstraintName: 'job_history_pkey' })
  runRevision!: number;

  @PrimaryColumn({ name: 'run_delivery', type: 'integer', primaryKeyConstraintName: 'job_history_pkey' })
  runDelivery!: number;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'job_history_pkey' })
  outcome!: RecordedOutcome;
}
