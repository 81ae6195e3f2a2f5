import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PLAYER_WATCH_SCHEMA } from '../schema.js';

/** A match that Riot lists and does not have. It is not asked for again. */
@Entity({ name: 'missing_matches', schema: PLAYER_WATCH_SCHEMA })
export class MissingMatchRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'missing_matches_pkey' })
  id!: string;

  @Column({ name: 'noted_at', type: 'timestamptz', default: () => 'now()' })
  notedAt!: Date;
}
