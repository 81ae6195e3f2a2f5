import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PLAYER_WATCH_SCHEMA } from '../schema.js';
import { MatchRow } from './match.js';

/** How one player did in one match. */
@Index('match_participants_puuid_idx', ['puuid'])
@Entity({ name: 'match_participants', schema: PLAYER_WATCH_SCHEMA })
export class MatchParticipantRow {
  @PrimaryColumn({ name: 'match_id', type: 'text', primaryKeyConstraintName: 'match_participants_pkey' })
  matchId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'match_participants_pkey' })
  puuid!: string;

  @Column({ type: 'text' })
  champion!: string;

  @Column({ type: 'text' })
  position!: string;

  @Column({ type: 'boolean' })
  win!: boolean;

  @Column({ type: 'integer' })
  kills!: number;

  @Column({ type: 'integer' })
  deaths!: number;

  @Column({ type: 'integer' })
  assists!: number;

  @Column({ name: 'creep_score', type: 'integer' })
  creepScore!: number;

  @ManyToOne(() => MatchRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'match_id', foreignKeyConstraintName: 'match_participants_match_fkey' })
  match!: Relation<MatchRow>;
}
