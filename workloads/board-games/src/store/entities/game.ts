import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GameDocument } from '../../game/game-document.js';
import { BOARD_GAMES_SCHEMA } from '../schema.js';

@Entity({ name: 'games', schema: BOARD_GAMES_SCHEMA })
export class GameRow {
  /** The upstream's id. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'games_pkey' })
  id!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'integer', nullable: true })
  year!: number | null;

  @Column({ type: 'json' })
  document!: GameDocument;

  @Column({ type: 'integer' })
  revision!: number;

  @Column({ name: 'synced_at', type: 'timestamptz' })
  syncedAt!: Date;

  /** When statistics and ranks were last asked for. */
  @Column({ name: 'details_synced_at', type: 'timestamptz', nullable: true })
  detailsSyncedAt!: Date | null;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt!: Date;
}
