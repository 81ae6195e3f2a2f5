import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { PLATFORM_SCHEMA } from './schema.js';

/** A minute that a fold wrote something about, so that it is to be counted, once more or for the first time. */
@Entity({ name: 'statistics_marks', schema: PLATFORM_SCHEMA })
export class StatisticsMarkRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'statistics_marks_pkey',
  })
  id!: string;

  @Column({ type: 'timestamptz' })
  minute!: Date;
}
