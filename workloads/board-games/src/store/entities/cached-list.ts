import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BOARD_GAMES_SCHEMA } from '../schema.js';

/** The answer to a search, or the hot list. */
@Entity({ name: 'cached_lists', schema: BOARD_GAMES_SCHEMA })
export class CachedListRow {
  /** `hot`, or `search <query>`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'cached_lists_pkey' })
  name!: string;

  @Column({ type: 'json' })
  entries!: unknown[];

  @Column({ name: 'synced_at', type: 'timestamptz' })
  syncedAt!: Date;
}
