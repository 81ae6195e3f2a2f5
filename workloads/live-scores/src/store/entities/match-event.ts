import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { LIVE_SCORES_SCHEMA } from '../schema.js';
import { MatchRow } from './match.js';

/** One thing that happened in a match, as the upstream last stated it. Withdrawn ones are deleted. */
@Entity({ name: 'match_events', schema: LIVE_SCORES_SCHEMA })
export class MatchEventRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'match_events_pkey' })
  sport!: string;

  @PrimaryColumn({ name: 'match_id', type: 'text', primaryKeyConstraintName: 'match_events_pkey' })
  matchId!: string;

  /** Ours: `<revision>-<position>` of its first appearance. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'match_events_pkey' })
  id!: string;

  @ManyToOne(() => MatchRow, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'sport', referencedColumnName: 'sport', foreignKeyConstraintName: 'match_events_match_fkey' },
    { name: 'match_id', referencedColumnName: 'id', foreignKeyConstraintName: 'match_events_match_fkey' },
  ])
  match!: Relation<MatchRow>;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'text', nullable: true })
  detail!: string | null;

  @Column({ type: 'integer', nullable: true })
  elapsed!: number | null;

  @Column({ type: 'integer', nullable: true })
  extra!: number | null;

  @Column({ name: 'team_id', type: 'text', nullable: true })
  teamId!: string | null;

  @Column({ name: 'team_name', type: 'text', nullable: true })
  teamName!: string | null;

  @Column({ name: 'player_id', type: 'text', nullable: true })
  playerId!: string | null;

  @Column({ name: 'player_name', type: 'text', nullable: true })
  playerName!: string | null;

  @Column({ name: 'assist_id', type: 'text', nullable: true })
  assistId!: string | null;

  @Column({ name: 'assist_name', type: 'text', nullable: true })
  assistName!: string | null;

  @Column({ type: 'text', nullable: true })
  comments!: string | null;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
