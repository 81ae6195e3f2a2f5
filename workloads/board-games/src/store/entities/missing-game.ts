import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BOARD_GAMES_SCHEMA } from '../schema.js';

/** The upstream said that it has no such game; not asked for again while that is fresh. */
@Entity({ name: 'missing_games', schema: BOARD_GAMES_SCHEMA })
export class MissingGameRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'missing_games_pkey' })
  id!: string;

  @Column({ name: 'synced_at', type: 'timestamptz' })
  syncedAt!: Date;
}
