import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { PROFILE_REVIEW_SCHEMA } from '../schema.js';

/** A response of GitHub that may still hold when the same is asked for again. */
@Index('github_responses_used_idx', ['usedAt'])
@Entity({ name: 'github_responses', schema: PROFILE_REVIEW_SCHEMA })
export class GitHubResponseRow {
  /** Path and query. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'github_responses_pkey' })
  request!: string;

  @Column({ type: 'text' })
  etag!: string;

  @Column({ type: 'json' })
  data!: unknown;

  @Column({ type: 'text', nullable: true })
  link!: string | null;

  @Column({ name: 'used_at', type: 'timestamptz' })
  usedAt!: Date;
}
