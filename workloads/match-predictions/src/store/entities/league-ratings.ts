import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LeagueSnapshot } from '../../model/league-snapshot.js';
import { MATCH_PREDICTIONS_SCHEMA } from '../schema.js';

/** What is known of a league: every training renews it, whichever weights are in use. */
@Entity({ name: 'league_ratings', schema: MATCH_PREDICTIONS_SCHEMA })
export class LeagueRatingsRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'league_ratings_pkey' })
  league!: string;

  @Column({ type: 'jsonb' })
  snapshot!: LeagueSnapshot;

  @Column({ name: 'rated_at', type: 'timestamptz' })
  ratedAt!: Date;
}
