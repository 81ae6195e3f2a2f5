import { Column, Entity, PrimaryColumn } from 'typeorm';
import { LIVE_SCORES_SCHEMA } from '../schema.js';

/** A statement about a match that could not be read and whose job is dead; while the upstream repeats it, polls leave it out. */
@Entity({ name: 'rejected_matches', schema: LIVE_SCORES_SCHEMA })
export class RejectedMatchRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'rejected_matches_pkey' })
  sport!: string;

  @PrimaryColumn({ name: 'match_id', type: 'text', primaryKeyConstraintName: 'rejected_matches_pkey' })
  matchId!: string;

  /** Of the statement as the upstream wrote it. */
  @Column({ type: 'text' })
  digest!: string;

  @Column({ name: 'rejected_at', type: 'timestamptz', default: () => 'now()' })
  rejectedAt!: Date;
}
