import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JobError, JobState, Priority } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/**
 * What the record knows of one job: the winner of its events by (revision, rank, delivery). Partitioned by day on the id,
 * which is a UUIDv7, so that retention drops whole days. Written by the fold alone.
 */
@Entity({ name: 'jobs', schema: PLATFORM_SCHEMA })
@Index('jobs_by_state', ['workload', 'queue', 'state'])
@Index('jobs_by_type', ['type', 'state'])
@Index('jobs_expiring', { synchronize: false })
export class JobRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'jobs_pkey' })
  id!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'text' })
  workload!: string;

  /** The verb-noun. With workload, queue, priority, key and id it gives the job's subject. */
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  queue!: string;

  @Column({ type: 'text' })
  priority!: Priority;

  /** 16 hex digits, or `-`. */
  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'text' })
  state!: JobState;

  @Column({ type: 'integer' })
  revision!: number;

  /** 1 waiting, 2 running, 3 ended; of `state`. */
  @Column({ type: 'smallint' })
  rank!: number;

  /** Delivery count of the winning event, 0 for an event of no delivery, -1 for what intake saw in the stream. */
  @Column({ type: 'integer' })
  delivery!: number;

  /** When the winning event happened. */
  @Column({ name: 'state_at', type: 'timestamptz' })
  stateAt!: Date;

  /** Digest of the winning event: decides between events that agree in everything that orders them. */
  @Column({ type: 'integer' })
  tie!: number;

  @Column({ type: 'integer' })
  attempt!: number;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  error!: JobError | null;

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

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** The least that any envelope says. Null until one was seen. */
  @Column({ name: 'enqueued_at', type: 'timestamptz', nullable: true })
  enqueuedAt!: Date | null;

  /** Not started by then: expired. Known from intake only. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  /** Revision whose envelope `input`, `tags`, `parent_id`, `version` and `attempts_allowed` come from. */
  @Column({ name: 'envelope_revision', type: 'integer', nullable: true })
  envelopeRevision!: number | null;

  @Column({ type: 'jsonb', nullable: true })
  input!: unknown;

  @Column({ type: 'text', array: true, nullable: true })
  tags!: string[] | null;

  @Column({ name: 'parent_id', type: 'text', nullable: true })
  parentId!: string | null;

  @Column({ type: 'integer', nullable: true })
  version!: number | null;

  /** Overrides the contract's attempts. */
  @Column({ name: 'attempts_allowed', type: 'integer', nullable: true })
  attemptsAllowed!: number | null;
}
