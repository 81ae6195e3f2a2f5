import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttemptOutcome, JobError, JobState, LogLine } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/** One run of one job by one worker. A row without outcome runs, or its worker is gone. Partitioned like `jobs`. */
@Entity({ name: 'attempts', schema: PLATFORM_SCHEMA })
export class AttemptRow {
  @PrimaryColumn({ name: 'job_id', type: 'uuid', primaryKeyConstraintName: 'attempts_pkey' })
  jobId!: string;

  /** Revision of the message that was delivered. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'attempts_pkey' })
  revision!: number;

  /** Above 1: a delivery before it was lost. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'attempts_pkey' })
  delivery!: number;

  @Column({ type: 'integer' })
  attempt!: number;

  @Column({ type: 'text' })
  worker!: string;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  outcome!: AttemptOutcome | null;

  /** State that the job went to, by the winning event of this attempt. */
  @Column({ type: 'text' })
  state!: JobState;

  @Column({ type: 'jsonb', nullable: true })
  error!: JobError | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  metrics!: Record<string, number> | null;

  @Column({ type: 'jsonb', nullable: true })
  annotations!: Record<string, unknown> | null;

  @Column({ type: 'jsonb', nullable: true })
  logs!: LogLine[] | null;

  /** Order of the winning event: its own revision, which is one above `revision` when the attempt ended in a move. */
  @Column({ name: 'event_revision', type: 'integer' })
  eventRevision!: number;

  @Column({ name: 'event_rank', type: 'smallint' })
  eventRank!: number;

  @Column({ name: 'event_at', type: 'timestamptz' })
  eventAt!: Date;

  @Column({ type: 'integer' })
  tie!: number;
}
