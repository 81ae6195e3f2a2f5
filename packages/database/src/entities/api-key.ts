import type { Role } from '@kickoff/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { PLATFORM_SCHEMA } from './schema.js';

/** A key of the control API. Of the key itself only a hash is kept. */
@Entity({ name: 'api_keys', schema: PLATFORM_SCHEMA })
@Index('api_keys_by_hash', ['hash'], { unique: true })
@Index('api_keys_by_name', ['name'], { unique: true, where: 'revoked_at IS NULL' })
export class ApiKeyRow {
  /** UUIDv7. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'api_keys_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Its first characters, for people. */
  @Column({ type: 'text' })
  start!: string;

  /** SHA-256 of the key: it has 256 random bits, so there is nothing to guess that a slow hash would protect. */
  @Column({ type: 'bytea' })
  hash!: Buffer;

  @Column({ type: 'text' })
  role!: Role;

  /** Whether it sees inputs and outputs of jobs. */
  @Column({ type: 'boolean' })
  payloads!: boolean;

  /** A publisher's. */
  @Column({ type: 'text', array: true })
  workloads!: string[];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  /** To the minute. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;
}
