import type { JobAction } from '@kickoff/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JobFilter } from '../search/job-filter.js';
import { PLATFORM_SCHEMA } from './schema.js';

/** How many jobs, by the reason in words. */
export type Reasons = Record<string, number>;

/**
 * Something that is done to all jobs of a filter: what was asked for, by whom, and how far it has come. The job of the same
 * id does it; where that stands is where the operation stands.
 */
@Entity({ name: 'operations', schema: PLATFORM_SCHEMA })
export class OperationRow {
  /** UUIDv7 of the job. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'operations_pkey' })
  id!: string;

  @Column({ type: 'jsonb' })
  action!: JobAction;

  /** As the record searches. */
  @Column({ type: 'jsonb' })
  filter!: JobFilter;

  /** The filter as it was asked for, for people. */
  @Column({ type: 'jsonb' })
  asked!: Record<string, unknown>;

  @Column({ name: 'asked_at', type: 'timestamptz' })
  askedAt!: Date;

  /** Of the API key. */
  @Column({ name: 'key_id', type: 'uuid' })
  keyId!: string;

  /** Name of the key at that time. */
  @Column({ type: 'text' })
  who!: string;

  @Column({ name: 'request_id', type: 'text' })
  requestId!: string;

  /** Jobs that the filter described when it was asked for. */
  @Column({ type: 'integer' })
  total!: number;

  /** Jobs of lower ids are still to be looked at. */
  @Column({ type: 'uuid' })
  cursor!: string;

  @Column({ type: 'integer', default: 0 })
  done!: number;

  /** Jobs that were no longer what the action is for. */
  @Column({ type: 'jsonb', default: {} })
  skipped!: Reasons;

  @Column({ type: 'jsonb', default: {} })
  failed!: Reasons;

  /** When every job had been looked at, or it was aborted. */
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
