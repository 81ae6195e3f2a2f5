import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { BOARD_GAMES_SCHEMA } from '../schema.js';
import { GameRow } from './game.js';

@Index('game_ranks_rank_idx', ['name', 'rank'])
@Entity({ name: 'game_ranks', schema: BOARD_GAMES_SCHEMA })
export class GameRankRow {
  @PrimaryColumn({ name: 'game_id', type: 'text', primaryKeyConstraintName: 'game_ranks_pkey' })
  gameId!: string;

  /** Of the list in which the game is ranked, e.g. `boardgame`, `strategygames`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'game_ranks_pkey' })
  name!: string;

  @Column({ type: 'integer', nullable: true })
  rank!: number | null;

  @Column({ name: 'bayes_average', type: 'double precision', nullable: true })
  bayesAverage!: number | null;

  @ManyToOne(() => GameRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'game_id', foreignKeyConstraintName: 'game_ranks_game_fkey' })
  game!: Relation<GameRow>;
}
