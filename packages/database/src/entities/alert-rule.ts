import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AlertKind, AlertSeverity } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/** When somebody is to be told of something. */
@Entity({ name: 'alert_rules', schema: PLATFORM_SCHEMA })
export class AlertRuleRow {
  /** kebab-case. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'alert_rules_pkey' })
  id!: string;

  @Column({ type: 'text' })
  kind!: AlertKind;

  @Column({ type: 'text' })
  severity!: AlertSeverity;

  /** Fires at this value and above it; what it counts says the kind. */
  @Column({ type: 'double precision' })
  threshold!: number;

  /** Of `type-failing`: attempts below which a share says nothing. */
  @Column({ type: 'integer' })
  least!: number;

  /** How far back is looked. */
  @Column({ name: 'window_ms', type: 'double precision' })
  windowMs!: number;

  /** How long it must be so before it fires. */
  @Column({ name: 'for_ms', type: 'double precision' })
  forMs!: number;

  /** Only of this workload; null: of all. */
  @Column({ type: 'text', nullable: true })
  workload!: string | null;

  @Column({ type: 'text', nullable: true })
  queue!: string | null;

  @Column({ type: 'text', nullable: true })
  type!: string | null;

  /** Who is told; empty: every receiver. */
  @Column({ type: 'text', array: true, default: () => "'{}'" })
  receivers!: string[];

  @Column({ type: 'boolean', default: true })
  enabled!: boolean;
}
