import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PLAYER_WATCH_SCHEMA } from '../schema.js';

/** Somebody asks for the match just now; nobody else does meanwhile. */
@Entity({ name: 'match_claims', schema: PLAYER_WATCH_SCHEMA })
export class MatchClaimRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'match_claims_pkey' })
  id!: string;

  @Column({ name: 'claimed_at', type: 'timestamptz' })
  claimedAt!: Date;
}
