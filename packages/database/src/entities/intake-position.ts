import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PLATFORM_SCHEMA } from './schema.js';

/** How far intake has read one JOBS stream. Stored in the transaction that stores the rows. */
@Entity({ name: 'intake_positions', schema: PLATFORM_SCHEMA })
export class IntakePositionRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'intake_positions_pkey' })
  stream!: string;

  /** When the stream was created: a rebuilt stream is read from its start. */
  @Column({ type: 'text' })
  epoch!: string;

  /** Next sequence to read. PostgreSQL's bigint, so text here. */
  @Column({ name: 'next_sequence', type: 'bigint' })
  nextSequence!: string;
}
