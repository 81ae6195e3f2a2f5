import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JobState } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/**
 * What a job is: what it was enqueued with. Written once, with the first event or by intake, and searched. Partitioned by day
 * on the id, which is a UUIDv7, so that retention drops whole days.
 */
@Entity({ name: 'job_envelopes', schema: PLATFORM_SCHEMA })
@Index('job_envelopes_by_type', ['type', 'id'])
@Index('job_envelopes_by_queue', ['workload', 'queue', 'id'])
@Index('job_envelopes_by_key', { synchronize: false })
@Index('job_envelopes_by_input', { synchronize: false })
@Index('job_envelopes_by_tag', { synchronize: false })
export class JobEnvelopeRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'job_envelopes_pkey' })
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

  /** 16 hex digits, or `-`. */
  @Column({ type: 'text' })
  key!: string;

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

  /** Short texts that travel with the job and to the jobs that it enqueues. */
  @Column({ type: 'jsonb', nullable: true })
  carried!: Record<string, string> | null;

  /** Where a large input is kept; `input` is null then. */
  @Column({ name: 'stored_input', type: 'jsonb', nullable: true })
  storedInput!: { object: string; bytes: number } | null;

  /** What intake saw of it first, where intake was the first to see it: saves a row of `job_history`. */
  @Column({ name: 'seen_revision', type: 'integer', nullable: true })
  seenRevision!: number | null;

  @Column({ name: 'seen_state', type: 'text', nullable: true })
  seenState!: JobState | null;

  @Column({ name: 'seen_at', type: 'timestamptz', nullable: true })
  seenAt!: Date | null;

  @Column({ name: 'seen_reason', type: 'text', nullable: true })
  seenReason!: string | null;
}
