import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { BOARD_GAMES_SCHEMA } from '../schema.js';
import { GameRow } from './game.js';

/** A name under which a game is found. */
@Entity({ name: 'game_names', schema: BOARD_GAMES_SCHEMA })
export class GameNameRow {
  @PrimaryColumn({ name: 'game_id', type: 'text', primaryKeyConstraintName: 'game_names_pkey' })
  gameId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'game_names_pkey' })
  name!: string;

  @Column({ name: 'is_primary', type: 'boolean' })
  isPrimary!: boolean;

  @ManyToOne(() => GameRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'game_id', foreignKeyConstraintName: 'game_names_game_fkey' })
  game!: Relation<GameRow>;
}
