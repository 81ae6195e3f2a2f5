import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { LIVE_SCORES_SCHEMA } from '../schema.js';
import { SportRow } from './sport.js';

@Entity({ name: 'teams', schema: LIVE_SCORES_SCHEMA })
export class TeamRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'teams_pkey' })
  sport!: string;

  /** The upstream's id. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'teams_pkey' })
  id!: string;

  @ManyToOne(() => SportRow)
  @JoinColumn({ name: 'sport', foreignKeyConstraintName: 'teams_sport_fkey' })
  sportRow!: Relation<SportRow>;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  country!: string | null;

  @Column({ type: 'text', nullable: true })
  logo!: string | null;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
