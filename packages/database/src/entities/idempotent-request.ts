import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { PLATFORM_SCHEMA } from './schema.js';

/** A request with an `Idempotency-Key`, for 24 hours. */
@Entity({ name: 'idempotent_requests', schema: PLATFORM_SCHEMA })
@Index('idempotent_requests_by_age', ['firstAt'])
export class IdempotentRequestRow {
  /** Of the API key: callers do not share idempotency keys. */
  @PrimaryColumn({ name: 'key_id', type: 'uuid', primaryKeyConstraintName: 'idempotent_requests_pkey' })
  keyId!: string;

  @PrimaryColumn({ name: 'idempotency_key', type: 'text', primaryKeyConstraintName: 'idempotent_requests_pkey' })
  idempotencyKey!: string;

  /** SHA-256 over operation, path and body. */
  @Column({ type: 'bytea' })
  fingerprint!: Buffer;

  @Column({ name: 'first_at', type: 'timestamptz', default: () => 'now()' })
  firstAt!: Date;

  /** Since when somebody works on it; null when that failed. */
  @Column({ name: 'claimed_at', type: 'timestamptz', nullable: true })
  claimedAt!: Date | null;

  @Column({ type: 'jsonb', nullable: true })
  answer!: unknown;

  @Column({ name: 'answered_at', type: 'timestamptz', nullable: true })
  answeredAt!: Date | null;
}
