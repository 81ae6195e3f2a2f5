import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MATCH_PREDICTIONS_SCHEMA } from '../schema.js';

/** When a file was last stored: `E0/2526`, or `fixtures`. */
@Entity({ name: 'syncs', schema: MATCH_PREDICTIONS_SCHEMA })
export class SyncRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'syncs_pkey' })
  name!: string;

  @Column({ name: 'synced_at', type: 'timestamptz' })
  syncedAt!: Date;

  @Column({ type: 'integer' })
  rows!: number;

  /** Rows that could not be read, with the reason. */
  @Column({ type: 'jsonb' })
  problems!: string[];
}
