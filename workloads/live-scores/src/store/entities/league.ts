import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { LIVE_SCORES_SCHEMA } from '../schema.js';
import { SportRow } from './sport.js';

@Entity({ name: 'leagues', schema: LIVE_SCORES_SCHEMA })
export class LeagueRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'leagues_pkey' })
  sport!: string;

  /** The upstream's id. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'leagues_pkey' })
  id!: string;

  @ManyToOne(() => SportRow)
  @JoinColumn({ name: 'sport', foreignKeyConstraintName: 'leagues_sport_fkey' })
  sportRow!: Relation<SportRow>;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  country!: string | null;

  @Column({ type: 'text', nullable: true })
  season!: string | null;

  @Column({ type: 'text', nullable: true })
  logo!: string | null;

  /** When its teams were last fetched. */
  @Column({ name: 'teams_read_at', type: 'timestamptz', nullable: true })
  teamsReadAt!: Date | null;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
