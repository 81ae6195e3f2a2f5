import { Column, Entity, PrimaryColumn } from 'typeorm';
import { LIVE_SCORES_SCHEMA } from '../schema.js';

/** What is known of an upstream's quota. */
@Entity({ name: 'quota', schema: LIVE_SCORES_SCHEMA })
export class QuotaRow {
  /** The named limit. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'quota_pkey' })
  name!: string;

  /** Requests are not sent before; null while they are. */
  @Column({ name: 'closed_until', type: 'timestamptz', nullable: true })
  closedUntil!: Date | null;

  /** Why, for people. */
  @Column({ type: 'text', nullable: true })
  notice!: string | null;

  @Column({ name: 'day_remaining', type: 'integer', nullable: true })
  dayRemaining!: number | null;

  @Column({ name: 'day_limit', type: 'integer', nullable: true })
  dayLimit!: number | null;

  @Column({ name: 'observed_at', type: 'timestamptz' })
  observedAt!: Date;
}
