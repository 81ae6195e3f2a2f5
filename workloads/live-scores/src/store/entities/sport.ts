import { Column, Entity, PrimaryColumn } from 'typeorm';
import { LIVE_SCORES_SCHEMA } from '../schema.js';

/** A sport that the workload has an adapter for. */
@Entity({ name: 'sports', schema: LIVE_SCORES_SCHEMA })
export class SportRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'sports_pkey' })
  name!: string;

  @Column({ name: 'has_events', type: 'boolean' })
  hasEvents!: boolean;
}
