import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Overlap, ScheduleTerms } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/**
 * One schedule. The definition columns follow the code; an operator's edit is in the `override` columns and wins until it
 * is reset.
 */
@Entity({ name: 'schedules', schema: PLATFORM_SCHEMA })
export class ScheduleRow {
  /** `<workload>.<name>`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'schedules_pkey' })
  id!: string;

  @Column({ type: 'text' })
  workload!: string;

  @Column({ name: 'job_type', type: 'text' })
  jobType!: string;

  @Column({ type: 'jsonb', nullable: true })
  input!: unknown;

  @Column({ name: 'every_ms', type: 'double precision', nullable: true })
  everyMs!: number | null;

  @Column({ type: 'text', nullable: true })
  cron!: string | null;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone!: string;

  @Column({ type: 'text' })
  overlap!: Overlap;

  /** The terms besides overlap; one that is missing has its default. */
  @Column({ type: 'jsonb', default: () => "'{}'" })
  terms!: Partial<Omit<ScheduleTerms, 'overlap'>>;

  @Column({ type: 'boolean' })
  enabled!: boolean;

  @Column({ name: 'override_input', type: 'jsonb', nullable: true })
  overrideInput!: unknown;

  @Column({ name: 'override_every_ms', type: 'double precision', nullable: true })
  overrideEveryMs!: number | null;

  @Column({ name: 'override_cron', type: 'text', nullable: true })
  overrideCron!: string | null;

  @Column({ name: 'override_time_zone', type: 'text', nullable: true })
  overrideTimeZone!: string | null;

  @Column({ name: 'override_overlap', type: 'text', nullable: true })
  overrideOverlap!: Overlap | null;

  @Column({ name: 'override_terms', type: 'jsonb', nullable: true })
  overrideTerms!: Partial<Omit<ScheduleTerms, 'overlap'>> | null;

  /** Why the platform disabled it; null when it did not. */
  @Column({ name: 'disabled_reason', type: 'text', nullable: true })
  disabledReason!: string | null;

  @Column({ name: 'override_enabled', type: 'boolean', nullable: true })
  overrideEnabled!: boolean | null;

  /** Of the rule in effect; a rule is published again only when this differs. */
  @Column({ type: 'text' })
  hash!: string;

  /** Counts the changes of the rule in effect; ticks of an older one are dropped. */
  @Column({ type: 'integer' })
  revision!: number;

  @Column({ name: 'last_tick', type: 'timestamptz', nullable: true })
  lastTick!: Date | null;

  /** Who made it at run time; null when the code declares it. */
  @Column({ name: 'created_by', type: 'text', nullable: true })
  createdBy!: string | null;

  /** The code no longer declares it, or it was deleted; kept for its history, never fired. */
  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt!: Date | null;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
