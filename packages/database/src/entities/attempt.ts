import { ViewColumn, ViewEntity } from 'typeorm';
import type { AttemptOutcome, JobError, JobState, LogLine } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/** One run of one job by one worker, as events tell of it. A row without outcome runs, or its worker is gone. */
@ViewEntity({ name: 'attempts', schema: PLATFORM_SCHEMA, synchronize: false })
export class AttemptRow {
  @ViewColumn({ name: 'job_id' })
  jobId!: string;

  /** Revision of the message that was delivered. */
  @ViewColumn()
  revision!: number;

  /** Above 1: a delivery before it was lost. */
  @ViewColumn()
  delivery!: number;

  @ViewColumn()
  attempt!: number;

  @ViewColumn()
  worker!: string;

  @ViewColumn({ name: 'started_at' })
  startedAt!: Date | null;

  @ViewColumn({ name: 'ended_at' })
  endedAt!: Date | null;

  @ViewColumn()
  outcome!: AttemptOutcome | null;

  /** State that the job went to, by the winning event of this attempt. */
  @ViewColumn()
  state!: JobState;

  @ViewColumn()
  error!: JobError | null;

  @ViewColumn()
  reason!: string | null;

  @ViewColumn()
  metrics!: Record<string, number> | null;

  @ViewColumn()
  annotations!: Record<string, unknown> | null;

  @ViewColumn()
  logs!: LogLine[] | null;
}
