import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import type { PredictionInputs } from '../../prediction/predict-match.js';
import { MatchRow } from './match.js';
import { ModelVersionRow } from './model-version.js';
import { MATCH_PREDICTIONS_SCHEMA } from '../schema.js';

/** What was expected of a match, and why. The last one before it is played is compared with its result. */
@Entity({ name: 'predictions', schema: MATCH_PREDICTIONS_SCHEMA })
@Index('predictions_current_idx', ['matchId'], { unique: true, where: 'replaced_at IS NULL' })
export class PredictionRow {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'predictions_pkey' })
  id!: number;

  @Column({ name: 'match_id', type: 'integer' })
  matchId!: number;

  @ManyToOne(() => MatchRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'match_id', foreignKeyConstraintName: 'predictions_match_fkey' })
  match!: Relation<MatchRow>;

  @Column({ name: 'model_version', type: 'integer' })
  modelVersion!: number;

  @ManyToOne(() => ModelVersionRow)
  @JoinColumn({ name: 'model_version', foreignKeyConstraintName: 'predictions_model_fkey' })
  model!: Relation<ModelVersionRow>;

  /** Of home win, draw and away win, as the others. */
  @Column({ type: 'double precision', array: true })
  base!: number[];

  @Column({ type: 'double precision', nullable: true, array: true })
  blend!: number[] | null;

  @Column({ type: 'double precision', nullable: true, array: true })
  market!: number[] | null;

  @Column({ name: 'base_rate', type: 'double precision', array: true })
  baseRate!: number[];

  @Column({ type: 'jsonb' })
  inputs!: PredictionInputs;

  @Column({ type: 'text' })
  explanation!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'replaced_at', type: 'timestamptz', nullable: true })
  replacedAt!: Date | null;

  /** 0 home win, 1 draw, 2 away win; null: not played yet. */
  @Column({ type: 'integer', nullable: true })
  outcome!: number | null;

  @Column({ name: 'validated_at', type: 'timestamptz', nullable: true })
  validatedAt!: Date | null;
}
