import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { PLATFORM_SCHEMA } from './schema.js';

/** A message that a committed transaction wants published. Deleted once the broker has it. */
@Entity({ name: 'outbox', schema: PLATFORM_SCHEMA })
@Index('outbox_by_line', ['line', 'id'])
@Index('outbox_by_job', ['jobId'])
export class OutboxRow {
  /** Order of storing. PostgreSQL's bigint, so text here. */
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'outbox_pkey',
  })
  id!: string;

  /** Messages of one line are published one after the other, in order of id. */
  @Column({ type: 'text' })
  line!: string;

  /** Whose handler stored it; null for code outside jobs. */
  @Column({ name: 'job_id', type: 'text', nullable: true })
  jobId!: string | null;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'jsonb' })
  headers!: Record<string, string>;

  @Column({ type: 'text' })
  body!: string;

  @Column({ name: 'stored_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  storedAt!: Date;
}
