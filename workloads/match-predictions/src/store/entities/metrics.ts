import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Score } from '../../evaluation/score-sheet.js';
import { MATCH_PREDICTIONS_SCHEMA } from '../schema.js';

/** What predictions of one kind were worth. */
@Entity({ name: 'metrics', schema: MATCH_PREDICTIONS_SCHEMA })
export class MetricsRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'metrics_pkey' })
  league!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'metrics_pkey' })
  season!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'metrics_pkey' })
  forecaster!: string;

  @Column({ type: 'jsonb' })
  score!: Score;

  @Column({ name: 'calculated_at', type: 'timestamptz' })
  calculatedAt!: Date;
}
