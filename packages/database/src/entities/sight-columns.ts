import { Column } from 'typeorm';
import type { AttemptOutcome, JobError, LogLine } from '@kickoff/contracts';

/** What `job_states` and `job_history` both say of a sight, its key apart. */
export abstract class SightColumns {
  /** 1 waiting, 2 running, 3 ended; of `state`. */
  @Column({ type: 'smallint' })
  rank!: number;

  /** When the first event of it happened, as far as this row knows. */
  @Column({ type: 'timestamptz' })
  since!: Date;

  /** When its latest event happened. */
  @Column({ name: 'state_at', type: 'timestamptz' })
  stateAt!: Date;

  /** Digest of the latest event: decides between events that agree in everything that orders them. */
  @Column({ type: 'integer' })
  tie!: number;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  error!: JobError | null;

  @Column({ name: 'run_attempt', type: 'integer', nullable: true })
  runAttempt!: number | null;

  @Column({ type: 'text', nullable: true })
  worker!: string | null;

  @Column({ name: 'run_started_at', type: 'timestamptz', nullable: true })
  runStartedAt!: Date | null;

  @Column({ name: 'run_ended_at', type: 'timestamptz', nullable: true })
  runEndedAt!: Date | null;

  @Column({ type: 'jsonb', nullable: true })
  metrics!: Record<string, number> | null;

  @Column({ type: 'jsonb', nullable: true })
  annotations!: Record<string, unknown> | null;

  @Column({ type: 'jsonb', nullable: true })
  logs!: LogLine[] | null;
}

/** No outcome: the run goes on, or its worker is gone. */
export type RecordedOutcome = AttemptOutcome | '';
