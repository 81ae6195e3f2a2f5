import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ModelVersion } from '../../contracts/shapes.js';
import type { Weights } from '../../model/train.js';
import { MATCH_PREDICTIONS_SCHEMA } from '../schema.js';

/** Weights that were learnt once. */
@Entity({ name: 'model_versions', schema: MATCH_PREDICTIONS_SCHEMA })
@Index('model_versions_champion_idx', ['state'], { unique: true, where: "state = 'champion'" })
export class ModelVersionRow {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'model_versions_pkey' })
  version!: number;

  @Column({ type: 'text' })
  state!: ModelVersion['state'];

  @Column({ type: 'jsonb' })
  weights!: Weights;

  /** Matches. */
  @Column({ name: 'trained_on', type: 'integer' })
  trainedOn!: number;

  @Column({ name: 'trained_until', type: 'date' })
  trainedUntil!: string;

  @Column({ type: 'jsonb' })
  validation!: ModelVersion['validation'];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
