import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { MatchDocument, MatchPhase } from '../../match/match-document.js';
import { LIVE_SCORES_SCHEMA } from '../schema.js';
import type { PendingEvents } from '../pending-events.js';
import { LeagueRow } from './league.js';
import { TeamRow } from './team.js';

@Entity({ name: 'matches', schema: LIVE_SCORES_SCHEMA })
@Index('matches_in_play_idx', ['sport', 'kickOff'], { where: "phase IN ('live', 'break', 'suspended')" })
@Index('matches_finished_at_idx', ['finishedAt'], { where: 'finished_at IS NOT NULL' })
@Index('matches_league_idx', ['sport', 'leagueId', 'kickOff'])
@Index('matches_id_idx', ['id'])
export class MatchRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'matches_pkey' })
  sport!: string;

  /** The upstream's id. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'matches_pkey' })
  id!: string;

  @Column({ name: 'league_id', type: 'text' })
  leagueId!: string;

  @ManyToOne(() => LeagueRow)
  @JoinColumn([
    { name: 'sport', referencedColumnName: 'sport', foreignKeyConstraintName: 'matches_league_fkey' },
    { name: 'league_id', referencedColumnName: 'id', foreignKeyConstraintName: 'matches_league_fkey' },
  ])
  league!: Relation<LeagueRow>;

  @Column({ name: 'home_team_id', type: 'text' })
  homeTeamId!: string;

  @ManyToOne(() => TeamRow)
  @JoinColumn([
    { name: 'sport', referencedColumnName: 'sport', foreignKeyConstraintName: 'matches_home_team_fkey' },
    { name: 'home_team_id', referencedColumnName: 'id', foreignKeyConstraintName: 'matches_home_team_fkey' },
  ])
  homeTeam!: Relation<TeamRow>;

  @Column({ name: 'away_team_id', type: 'text' })
  awayTeamId!: string;

  @ManyToOne(() => TeamRow)
  @JoinColumn([
    { name: 'sport', referencedColumnName: 'sport', foreignKeyConstraintName: 'matches_away_team_fkey' },
    { name: 'away_team_id', referencedColumnName: 'id', foreignKeyConstraintName: 'matches_away_team_fkey' },
  ])
  awayTeam!: Relation<TeamRow>;

  @Column({ type: 'text' })
  phase!: MatchPhase;

  /** The upstream's code. */
  @Column({ type: 'text' })
  status!: string;

  @Column({ name: 'home_score', type: 'integer', nullable: true })
  homeScore!: number | null;

  @Column({ name: 'away_score', type: 'integer', nullable: true })
  awayScore!: number | null;

  @Column({ name: 'kick_off', type: 'timestamptz' })
  kickOff!: Date;

  /** What REST serves and channels carry. */
  @Column({ type: 'json' })
  document!: MatchDocument;

  @Column({ type: 'integer' })
  revision!: number;

  /** Of everything but events; null makes the next poll hand the match on. */
  @Column({ type: 'text', nullable: true })
  fingerprint!: string | null;

  /** Null when no response has listed its events yet. */
  @Column({ name: 'events_fingerprint', type: 'text', nullable: true })
  eventsFingerprint!: string | null;

  /** Changes of events that process-match-events has yet to store and announce. */
  @Column({ name: 'pending_events', type: 'json', nullable: true })
  pendingEvents!: PendingEvents | null;

  /** Whether its channel has a document. */
  @Column({ name: 'on_board', type: 'boolean' })
  onBoard!: boolean;

  /** How often it was asked for by id since the live list lost it. */
  @Column({ name: 'vanished_checks', type: 'integer', default: 0 })
  vanishedChecks!: number;

  /** Not to be asked for by id before; null: at once. */
  @Column({ name: 'next_check_at', type: 'timestamptz', nullable: true })
  nextCheckAt!: Date | null;

  /** When it was first seen in a phase that it does not leave. */
  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;

  /** When the response arrived that the document comes from. */
  @Column({ name: 'observed_at', type: 'timestamptz' })
  observedAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
