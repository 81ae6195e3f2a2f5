import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { PLAYER_WATCH_SCHEMA } from '../schema.js';

@Entity({ name: 'matches', schema: PLAYER_WATCH_SCHEMA })
@Index('matches_fetched_by_idx', ['fetchedBy'])
export class MatchRow {
  /** Riot's, e.g. `EUW1_7583681432`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'matches_pkey' })
  id!: string;

  @Column({ name: 'queue_id', type: 'integer' })
  queueId!: number;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt!: Date;

  @Column({ type: 'integer' })
  seconds!: number;

  @Column({ type: 'text' })
  version!: string;

  @Column({ name: 'is_remake', type: 'boolean' })
  isRemake!: boolean;

  @Column({ name: 'fetched_at', type: 'timestamptz', default: () => 'now()' })
  fetchedAt!: Date;

  /** The job. */
  @Column({ name: 'fetched_by', type: 'text' })
  fetchedBy!: string;
}
