import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ModelVersion } from '../../contracts/shapes.js';
import type { Weights } from '../../model/train.js';
import { MATCH_PREDICTIONS_SCHEMA } from '../schema.js';
import type { ValidationMatch } from '../../training/fit-model.js';

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

  /** What a challenger is compared with the champion on; null once it has been. */
  @Column({ name: 'validation_set', type: 'jsonb', nullable: true })
  validationSet!: ValidationMatch[] | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
