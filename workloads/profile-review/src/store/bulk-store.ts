import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SubjectMissing } from '@kickoff/contracts';
import { Database } from '@kickoff/database';
import type { BulkOutcome } from '../contracts/record-bulk-outcome.js';

/** A bulk analysis as its route serves it. */
export interface ServedBulk {
  id: string;
  analyses: number;
  completed: number;
  failed: number;
  createdAt: Date;
  /** When all had succeeded. */
  completedAt: Date | null;
  /** When the first one failed. */
  failedAt: Date | null;
  /** When all had ended. */
  finishedAt: Date | null;
}

const COLUMNS: Record<BulkOutcome, string> = {
  completed: 'completed_at',
  failed: 'failed_at',
  finished: 'finished_at',
};

@Injectable()
export class BulkStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async add(manager: EntityManager, id: string, analyses: number): Promise<void> {
    await manager.query('INSERT INTO profile_review.bulk_analyses (id, analyses, created_at) VALUES ($1, $2, now())', [
      id,
      analyses,
    ]);
  }

  /** @throws SubjectMissing */
  async note(id: string, outcome: BulkOutcome): Promise<ServedBulk> {
    const column = COLUMNS[outcome];
    await this.database.query(
      `UPDATE profile_review.bulk_analyses SET ${column} = coalesce(${column}, now()) WHERE id = $1`,
      [id],
    );
    const bulk = await this.served(id);
    if (!bulk) throw new SubjectMissing(`bulk analysis ${id} was deleted`);
    return bulk;
  }

  async served(id: string): Promise<ServedBulk | undefined> {
    const [row] = await this.database.query<ServedBulk>(
      `SELECT b.id, b.analyses, b.created_at AS "createdAt", b.completed_at AS "completedAt", b.failed_at AS "failedAt",
         b.finished_at AS "finishedAt", count(*) FILTER (WHERE a.status = 'completed')::integer AS completed,
         count(*) FILTER (WHERE a.status = 'failed')::integer AS failed
       FROM profile_review.bulk_analyses b LEFT JOIN profile_review.analyses a ON a.bulk_id = b.id
       WHERE b.id = $1 GROUP BY b.id`,
      [id],
    );
    return row;
  }
}
