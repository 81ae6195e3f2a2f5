import { ViewColumn, ViewEntity } from 'typeorm';
import type { JobError, JobState, Priority } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/** What the record knows of one job: its row of `job_envelopes` and its row of `job_states`, for readers. */
@ViewEntity({ name: 'jobs', schema: PLATFORM_SCHEMA, synchronize: false })
export class JobRow {
  @ViewColumn()
  id!: string;

  @ViewColumn()
  type!: string;

  @ViewColumn()
  workload!: string;

  /** The verb-noun. With workload, queue, priority, key and id it gives the job's subject. */
  @ViewColumn()
  name!: string;

  @ViewColumn()
  queue!: string;

  @ViewColumn()
  priority!: Priority;

  /** 16 hex digits, or `-`. */
  @ViewColumn()
  key!: string;

  @ViewColumn()
  state!: JobState;

  @ViewColumn()
  revision!: number;

  /** 1 waiting, 2 running, 3 ended; of `state`. */
  @ViewColumn()
  rank!: number;

  /** Delivery count of the winning event, 0 for an event of no delivery, -1 for what intake saw in the stream. */
  @ViewColumn()
  delivery!: number;

  /** When the winning event happened. */
  @ViewColumn({ name: 'state_at' })
  stateAt!: Date;

  @ViewColumn()
  attempt!: number;

  @ViewColumn()
  reason!: string | null;

  @ViewColumn()
  error!: JobError | null;

  @ViewColumn()
  output!: unknown;

  @ViewColumn()
  progress!: { done: number; note?: string } | null;

  /** Due time of a scheduled or retrying job; once it has passed, the job is queued although no event says so. */
  @ViewColumn({ name: 'run_at' })
  runAt!: Date | null;

  /** First start of the winning revision. */
  @ViewColumn({ name: 'started_at' })
  startedAt!: Date | null;

  @ViewColumn({ name: 'ended_at' })
  endedAt!: Date | null;

  /** The least that any envelope says. Null until one was seen. */
  @ViewColumn({ name: 'enqueued_at' })
  enqueuedAt!: Date | null;

  /** Not started by then: expired. Known from intake only. */
  @ViewColumn({ name: 'expires_at' })
  expiresAt!: Date | null;

  /** Revision whose envelope `input`, `tags`, `parent_id`, `version` and `attempts_allowed` come from. */
  @ViewColumn({ name: 'envelope_revision' })
  envelopeRevision!: number | null;

  @ViewColumn()
  input!: unknown;

  @ViewColumn()
  tags!: string[] | null;

  @ViewColumn({ name: 'parent_id' })
  parentId!: string | null;

  @ViewColumn()
  version!: number | null;

  /** Overrides the contract's attempts. */
  @ViewColumn({ name: 'attempts_allowed' })
  attemptsAllowed!: number | null;
}
