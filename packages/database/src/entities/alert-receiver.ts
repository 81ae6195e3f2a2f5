import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReceiverKind } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/** Who is told of alerts. */
@Entity({ name: 'alert_receivers', schema: PLATFORM_SCHEMA })
export class AlertReceiverRow {
  /** kebab-case. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'alert_receivers_pkey' })
  id!: string;

  @Column({ type: 'text' })
  kind!: ReceiverKind;

  /** An address to POST to, or an e-mail address. */
  @Column({ type: 'text' })
  target!: string;

  /** Webhooks are signed with it. */
  @Column({ type: 'text', nullable: true })
  secret!: string | null;

  @Column({ type: 'boolean', default: true })
  enabled!: boolean;
}
