import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AlertSeverity, AlertState } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/** Something that a rule found, until it is so no more, and after that as history. At most one that is open per rule and subject. */
@Entity({ name: 'alerts', schema: PLATFORM_SCHEMA })
@Index('alerts_open', { synchronize: false })
export class AlertRow {
  /** UUIDv7, so that alerts are read in the order of their time. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'alerts_pkey' })
  id!: string;

  @Column({ name: 'rule_id', type: 'text' })
  ruleId!: string;

  /** A type, `<workload>/<queue>`, a schedule or `store`. */
  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text' })
  severity!: AlertSeverity;

  @Column({ type: 'text' })
  state!: AlertState;

  @Column({ type: 'text' })
  message!: string;

  @Column({ type: 'double precision' })
  value!: number;

  @Column({ type: 'timestamptz' })
  since!: Date;

  @Column({ name: 'fired_at', type: 'timestamptz', nullable: true })
  firedAt!: Date | null;

  @Column({ name: 'resolved_at', type: 'timestamptz', nullable: true })
  resolvedAt!: Date | null;

  /** When notices of it were written; null while it was muted all the time. */
  @Column({ name: 'told_at', type: 'timestamptz', nullable: true })
  toldAt!: Date | null;

  @Column({ name: 'muted_until', type: 'timestamptz', nullable: true })
  mutedUntil!: Date | null;

  @Column({ name: 'muted_by', type: 'text', nullable: true })
  mutedBy!: string | null;

  @Column({ name: 'acknowledged_at', type: 'timestamptz', nullable: true })
  acknowledgedAt!: Date | null;

  @Column({ name: 'acknowledged_by', type: 'text', nullable: true })
  acknowledgedBy!: string | null;
}
