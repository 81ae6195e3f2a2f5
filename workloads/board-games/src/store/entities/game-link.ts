import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { BOARD_GAMES_SCHEMA } from '../schema.js';
import { GameRow } from './game.js';

/** A designer, artist, publisher, mechanic, category or family of a game. */
@Index('game_links_linked_idx', ['type', 'id'])
@Entity({ name: 'game_links', schema: BOARD_GAMES_SCHEMA })
export class GameLinkRow {
  @PrimaryColumn({ name: 'game_id', type: 'text', primaryKeyConstraintName: 'game_links_pkey' })
  gameId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'game_links_pkey' })
  type!: string;

  /** The upstream's id of the designer, mechanic and so on. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'game_links_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @ManyToOne(() => GameRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'game_id', foreignKeyConstraintName: 'game_links_game_fkey' })
  game!: Relation<GameRow>;
}
