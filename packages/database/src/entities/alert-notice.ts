import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { PLATFORM_SCHEMA } from './schema.js';

/** What one receiver is to be told of one alert. Written with the alert's change, sent after it. */
@Entity({ name: 'alert_notices', schema: PLATFORM_SCHEMA })
@Index('alert_notices_once', ['alertId', 'receiverId', 'event'], { unique: true })
@Index('alert_notices_due', { synchronize: false })
export class AlertNoticeRow {
  /** Also the notice's id for its receiver, which may get it twice. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'alert_notices_pkey' })
  id!: string;

  @Column({ name: 'alert_id', type: 'uuid' })
  alertId!: string;

  @Column({ name: 'receiver_id', type: 'text' })
  receiverId!: string;

  @Column({ type: 'text' })
  event!: 'firing' | 'resolved';

  @Column({ type: 'jsonb' })
  body!: unknown;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'next_at', type: 'timestamptz', default: () => 'now()' })
  nextAt!: Date;

  /** Sent, or given up with an error. */
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** Of the last attempt. */
  @Column({ type: 'text', nullable: true })
  error!: string | null;
}
