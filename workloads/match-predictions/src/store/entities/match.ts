import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { BookmakerOdds } from '../../football-data/match-record.js';
import { MATCH_PREDICTIONS_SCHEMA } from '../schema.js';

/** A match, played or to come. */
@Entity({ name: 'matches', schema: MATCH_PREDICTIONS_SCHEMA })
@Unique('matches_teams_key', ['league', 'season', 'home', 'away'])
@Index('matches_date_idx', ['date'])
export class MatchRow {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'matches_pkey' })
  id!: number;

  @Column({ type: 'text' })
  league!: string;

  @Column({ type: 'text' })
  season!: string;

  /** `YYYY-MM-DD`. */
  @Column({ type: 'date' })
  date!: string;

  /** `HH:MM` in the United Kingdom. */
  @Column({ type: 'text', nullable: true })
  time!: string | null;

  @Column({ type: 'text' })
  home!: string;

  @Column({ type: 'text' })
  away!: string;

  @Column({ name: 'home_goals', type: 'integer', nullable: true })
  homeGoals!: number | null;

  @Column({ name: 'away_goals', type: 'integer', nullable: true })
  awayGoals!: number | null;

  @Column({ name: 'home_shots', type: 'integer', nullable: true })
  homeShots!: number | null;

  @Column({ name: 'away_shots', type: 'integer', nullable: true })
  awayShots!: number | null;

  @Column({ name: 'home_shots_on_target', type: 'integer', nullable: true })
  homeShotsOnTarget!: number | null;

  @Column({ name: 'away_shots_on_target', type: 'integer', nullable: true })
  awayShotsOnTarget!: number | null;

  @Column({ type: 'jsonb' })
  odds!: BookmakerOdds[];

  /** When a result that was known became another one. */
  @Column({ name: 'corrected_at', type: 'timestamptz', nullable: true })
  correctedAt!: Date | null;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
