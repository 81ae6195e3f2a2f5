import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PROFILE_REVIEW_SCHEMA } from '../schema.js';

/** A payment that the payment service told of. Each event is one row, however often it is told. */
@Entity({ name: 'payment_events', schema: PROFILE_REVIEW_SCHEMA })
export class PaymentEventRow {
  @PrimaryColumn({ name: 'event_id', type: 'text', primaryKeyConstraintName: 'payment_events_pkey' })
  eventId!: string;

  /** Without a foreign key: the analysis may be gone when it is paid for. */
  @Column({ name: 'analysis_id', type: 'uuid' })
  analysisId!: string;

  @Column({ type: 'numeric', nullable: true })
  amount!: string | null;

  @Column({ type: 'text', nullable: true })
  currency!: string | null;

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt!: Date;

  @Column({ name: 'processed_at', type: 'timestamptz', nullable: true })
  processedAt!: Date | null;
}
