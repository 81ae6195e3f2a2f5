import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JobState, Priority } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';
import { SightColumns, type RecordedOutcome } from './sight-columns.js';

/**
 * Where a job stands: the winner of its events by (revision, rank, delivery), with the run that the event tells of. Written
 * by the fold alone. Partitioned like `job_envelopes`.
 */
@Entity({ name: 'job_states', schema: PLATFORM_SCHEMA })
@Index('job_states_by_time', { synchronize: false })
@Index('job_states_unusual', { synchronize: false })
@Index('job_states_by_error', { synchronize: false })
@Index('job_states_expiring', { synchronize: false })
export class JobStateRow extends SightColumns {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'job_states_pkey' })
  id!: string;

  @Column({ type: 'text' })
  priority!: Priority;

  @Column({ type: 'text' })
  state!: JobState;

  @Column({ type: 'integer' })
  revision!: number;

  /** Delivery count of the winning event, 0 for an event of no delivery, -1 for what intake saw in the stream. */
  @Column({ type: 'integer' })
  delivery!: number;

  @Column({ type: 'integer' })
  attempt!: number;

  @Column({ type: 'jsonb', nullable: true })
  output!: unknown;

  @Column({ type: 'jsonb', nullable: true })
  progress!: { done: number; note?: string } | null;

  /** Due time of a scheduled or retrying job; once it has passed, the job is queued although no event says so. */
  @Column({ name: 'run_at', type: 'timestamptz', nullable: true })
  runAt!: Date | null;

  /** First start of the winning revision. */
  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  /** The least that any envelope says. Null until one was seen. */
  @Column({ name: 'enqueued_at', type: 'timestamptz', nullable: true })
  enqueuedAt!: Date | null;

  /** Not started by then: expired. Known from intake only. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  /** Revision of the envelope in `job_envelopes`. */
  @Column({ name: 'envelope_revision', type: 'integer', nullable: true })
  envelopeRevision!: number | null;

  /** Revision of the message whose delivery the event tells of; 0: of none. */
  @Column({ name: 'run_revision', type: 'integer' })
  runRevision!: number;

  @Column({ name: 'run_delivery', type: 'integer' })
  runDelivery!: number;

  @Column({ type: 'text' })
  outcome!: RecordedOutcome;
}
