import { ViewColumn, ViewEntity } from 'typeorm';
import type { JobState } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/** A state that a job was seen in, from all that events and intake said of it. */
@ViewEntity({ name: 'transitions', schema: PLATFORM_SCHEMA, synchronize: false })
export class TransitionRow {
  @ViewColumn({ name: 'job_id' })
  jobId!: string;

  @ViewColumn()
  revision!: number;

  @ViewColumn()
  rank!: number;

  @ViewColumn()
  delivery!: number;

  @ViewColumn()
  state!: JobState;

  /** The first time that it was seen. */
  @ViewColumn()
  at!: Date;

  @ViewColumn()
  reason!: string | null;

  /** Only intake has seen it so far; an event of the same state says more and replaces it. */
  @ViewColumn()
  intake!: boolean;
}
