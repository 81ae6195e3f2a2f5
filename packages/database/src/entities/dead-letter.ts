import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { PLATFORM_SCHEMA } from './schema.js';

/** What closed a dead letter without running its job again. */
export const CLOSINGS = ['resolved', 'deleted'] as const;
export type Closing = (typeof CLOSINGS)[number];

/**
 * One death of a job and the group of its error. Derived from events, but for how it was closed. Whether it was retried its
 * job's revision in `job_states` says. Partitioned like `job_envelopes`.
 */
@Entity({ name: 'dead_letters', schema: PLATFORM_SCHEMA })
@Index('dead_letters_by_group', ['fingerprint', 'id'])
@Index('dead_letters_by_type', ['type', 'id'])
export class DeadLetterRow {
  /** The job's. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'dead_letters_pkey' })
  id!: string;

  /** Of the job's end. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'dead_letters_pkey' })
  revision!: number;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'text' })
  workload!: string;

  @Column({ type: 'text' })
  queue!: string;

  /** The last one. */
  @Column({ type: 'integer' })
  attempt!: number;

  @Column({ name: 'died_at', type: 'timestamptz' })
  diedAt!: Date;

  /** Of the group: see `errorGroup`. */
  @Column({ type: 'text' })
  fingerprint!: string;

  /** Of the error. */
  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  message!: string;

  /** The message without what differs from job to job. */
  @Column({ type: 'text' })
  summary!: string;

  @Column({ type: 'text' })
  frame!: string;

  @Column({ name: 'closed_as', type: 'text', nullable: true })
  closedAs!: Closing | null;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  /** Name of a key of the control API. */
  @Column({ name: 'closed_by', type: 'text', nullable: true })
  closedBy!: string | null;

  @Column({ name: 'closed_because', type: 'text', nullable: true })
  closedBecause!: string | null;
}
