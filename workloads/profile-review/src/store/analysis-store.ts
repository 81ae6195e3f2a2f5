import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SubjectMissing } from '@kickoff/contracts';
import { Database } from '@kickoff/database';
import type { AnalysisDocument, AnalysisState } from '../analysis/analysis-document.js';
import type { Scores } from '../contracts/scores.js';
import { ProfileData } from '../profile/profile-data.js';
import type { Review } from '../review/review.js';

/** What an analysis is to become. */
export interface NewAnalysis {
  id: string;
  username: string;
  email: string | null;
  webhookUrl: string | null;
  address: string | null;
  bulkId: string | null;
}

/** An analysis as its route serves it. */
export interface ServedAnalysis extends AnalysisDocument {
  review: Review | null;
  reviewer: string | null;
  createdAt: Date;
  completedAt: Date | null;
}

/** Where an analysis' requester wants to be told. */
export interface Addressee {
  email: string | null;
  webhookUrl: string | null;
}

interface DocumentColumns {
  id: string;
  github_username: string;
  status: AnalysisState;
  progress: number;
  step: string;
  error: string | null;
  is_paid: boolean;
  overall_score: number | null;
  profile_score: number | null;
  projects_score: number | null;
  consistency_score: number | null;
  technical_score: number | null;
  community_score: number | null;
}

const DOCUMENT = `id, github_username, status, progress, step, error, is_paid, overall_score, profile_score,
  projects_score, consistency_score, technical_score, community_score`;

/** TypeORM answers an UPDATE with rows and their count. */
type Updated = [rows: DocumentColumns[], count: number];

@Injectable()
export class AnalysisStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async add(manager: EntityManager, analyses: readonly NewAnalysis[]): Promise<void> {
    await manager.query(
      `INSERT INTO profile_review.analyses
         (id, github_username, status, progress, step, email, webhook_url, ip_address, bulk_id, is_paid, created_at)
       SELECT id, username, 'pending', 0, 'waits', email, "webhookUrl", address, "bulkId", false, now()
       FROM json_to_recordset($1) AS a (id uuid, username text, email text, "webhookUrl" text, address inet, "bulkId" uuid)`,
      [JSON.stringify(analyses)],
    );
  }

  /**
   * A job on it has started. One that is completed stays so: its job was delivered again.
   *
   * @throws SubjectMissing
   */
  async begin(id: string): Promise<void> {
    const rows = await this.database.query(
      `UPDATE profile_review.analyses SET status = 'processing', started_at = coalesce(started_at, now()), error = NULL,
         failed_at = NULL
       WHERE id = $1 AND status <> 'completed' RETURNING id`,
      [id],
    );
    if (rows.length === 0) await this.document(id);
  }

  /** @throws SubjectMissing */
  async noteProgress(id: string, progress: number, step: string): Promise<AnalysisDocument> {
    const [row] = await this.database.query<DocumentColumns>(
      `UPDATE profile_review.analyses SET progress = $2, step = $3 WHERE id = $1 RETURNING ${DOCUMENT}`,
      [id, progress, step],
    );
    return found(id, row);
  }

  /** @throws SubjectMissing */
  async storeProfile(id: string, profile: ProfileData): Promise<void> {
    const rows = await this.database.query(
      'UPDATE profile_review.analyses SET github_data = $2 WHERE id = $1 RETURNING id',
      [id, JSON.stringify(profile)],
    );
    if (rows.length === 0) throw missing(id);
  }

  /** The profile that is stored with an analysis; undefined before it was fetched. @throws SubjectMissing */
  async profile(id: string): Promise<ProfileData | undefined> {
    const [row] = await this.database.query<{ github_data: unknown }>(
      'SELECT github_data FROM profile_review.analyses WHERE id = $1',
      [id],
    );
    if (!row) throw missing(id);
    return row.github_data === null ? undefined : ProfileData.parse(row.github_data);
  }

  /** @throws SubjectMissing */
  async complete(
    manager: EntityManager,
    id: string,
    result: { scores: Scores; review: Review; reviewer: string },
  ): Promise<AnalysisDocument> {
    const { scores, review, reviewer } = result;
    const [[row]] = await manager.query<Updated>(
      `UPDATE profile_review.analyses SET status = 'completed', progress = 1, step = 'completed', error = NULL, failed_at = NULL,
         completed_at = now(), ai_analysis = $2, reviewer = $3, overall_score = $4, profile_score = $5, projects_score = $6,
         consistency_score = $7, technical_score = $8, community_score = $9
       WHERE id = $1 RETURNING ${DOCUMENT}`,
      [
        id,
        JSON.stringify(review),
        reviewer,
        scores.overall,
        scores.profile,
        scores.projects,
        scores.consistency,
        scores.technical,
        scores.community,
      ],
    );
    return found(id, row);
  }

  /** Undefined when it has ended already. @throws SubjectMissing */
  async fail(manager: EntityManager, id: string, error: string): Promise<AnalysisDocument | undefined> {
    const [[row]] = await manager.query<Updated>(
      `UPDATE profile_review.analyses SET status = 'failed', step = 'failed', error = $2, failed_at = now()
       WHERE id = $1 AND status IN ('pending', 'processing') RETURNING ${DOCUMENT}`,
      [id, error],
    );
    if (row) return documentOf(row);
    await this.document(id);
    return undefined;
  }

  /** @throws SubjectMissing */
  async pay(manager: EntityManager, id: string): Promise<AnalysisDocument> {
    const [[row]] = await manager.query<Updated>(
      `UPDATE profile_review.analyses SET is_paid = true, paid_at = coalesce(paid_at, now())
       WHERE id = $1 RETURNING ${DOCUMENT}`,
      [id],
    );
    return found(id, row);
  }

  /** @throws SubjectMissing */
  async document(id: string): Promise<AnalysisDocument> {
    const [row] = await this.database.query<DocumentColumns>(
      `SELECT ${DOCUMENT} FROM profile_review.analyses WHERE id = $1`,
      [id],
    );
    return found(id, row);
  }

  async served(id: string): Promise<ServedAnalysis | undefined> {
    const [row] = await this.database.query<
      DocumentColumns & {
        ai_analysis: Review | null;
        reviewer: string | null;
        created_at: Date;
        completed_at: Date | null;
      }
    >(
      `SELECT ${DOCUMENT}, ai_analysis, reviewer, created_at, completed_at FROM profile_review.analyses WHERE id = $1`,
      [id],
    );
    if (!row) return undefined;
    const { ai_analysis: review, reviewer, created_at: createdAt, completed_at: completedAt } = row;
    return { ...documentOf(row), review, reviewer, createdAt, completedAt };
  }

  /** @throws SubjectMissing */
  async addressee(id: string): Promise<Addressee> {
    const [row] = await this.database.query<{ email: string | null; webhook_url: string | null }>(
      'SELECT email, webhook_url FROM profile_review.analyses WHERE id = $1',
      [id],
    );
    if (!row) throw missing(id);
    return { email: row.email, webhookUrl: row.webhook_url };
  }

  /** Whether there was one. Jobs on it end as cancelled when they next look for it. */
  async remove(id: string): Promise<boolean> {
    const rows = await this.database.query('DELETE FROM profile_review.analyses WHERE id = $1 RETURNING id', [id]);
    return rows.length > 0;
  }

  /** Deletes those that are older and that nobody paid for; returns how many. */
  async prune(days: number): Promise<number> {
    const rows = await this.database.query(
      `DELETE FROM profile_review.analyses
       WHERE NOT is_paid AND created_at < now() - $1::integer * interval '1 day' RETURNING 1`,
      [days],
    );
    return rows.length;
  }
}

function found(id: string, row: DocumentColumns | undefined): AnalysisDocument {
  if (!row) throw missing(id);
  return documentOf(row);
}

function missing(id: string): SubjectMissing {
  return new SubjectMissing(`analysis ${id} was deleted`);
}

function documentOf(row: DocumentColumns): AnalysisDocument {
  const { id, github_username: username, status, progress, step, error, is_paid: isPaid } = row;
  return { id, username, status, progress, step, scores: scoresOf(row), error, isPaid };
}

function scoresOf(row: DocumentColumns): Scores | null {
  if (row.overall_score === null) return null;
  return {
    profile: row.profile_score!,
    projects: row.projects_score!,
    consistency: row.consistency_score!,
    technical: row.technical_score!,
    community: row.community_score!,
    overall: row.overall_score,
  };
}
