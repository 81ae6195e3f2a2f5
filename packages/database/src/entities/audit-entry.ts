import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { PLATFORM_SCHEMA } from './schema.js';

/** One successful write through the control API. */
@Entity({ name: 'audit', schema: PLATFORM_SCHEMA })
@Index('audit_by_key', ['keyId', 'id'])
@Index('audit_by_operation', ['operation', 'id'])
export class AuditRow {
  /** UUIDv7, so that entries are read in the order of their time. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'audit_pkey' })
  id!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'key_id', type: 'uuid' })
  keyId!: string;

  /** Name of the key at that time. */
  @Column({ type: 'text' })
  who!: string;

  @Column({ name: 'request_id', type: 'text' })
  requestId!: string;

  @Column({ type: 'text' })
  operation!: string;

  /** Path below `/api/v1`. */
  @Column({ type: 'text' })
  target!: string;

  @Column({ type: 'jsonb', nullable: true })
  before!: unknown;

  @Column({ type: 'jsonb', nullable: true })
  after!: unknown;
}
