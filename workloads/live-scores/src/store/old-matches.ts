import type { EntityManager } from 'typeorm';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@kickoff/database';
import type { MatchDocument } from '../match/match-document.js';

/** Rows deleted by one statement, so that none holds locks for long. */
const PORTION = 1_000;

/**
 * Takes ended matches off the board: their channels lose their documents with the messages that the caller enqueues with
 * the same transaction.
 */
export async function takeOffBoard(manager: EntityManager, endedBefore: Date, most: number): Promise<MatchDocument[]> {
  const rows: { document: MatchDocument }[] = await manager.query(
    `WITH ended AS (
       SELECT sport, id FROM live_scores.matches
       WHERE on_board AND finished_at < $1 ORDER BY sport, id LIMIT $2 FOR UPDATE SKIP LOCKED
     ), updated AS (
       UPDATE live_scores.matches m SET on_board = false FROM ended WHERE m.sport = ended.sport AND m.id = ended.id
       RETURNING m.document
     )
     SELECT document FROM updated`,
    [endedBefore, most],
  );
  return rows.map(({ document }) => document);
}

@Injectable()
export class OldMatches {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Deletes matches that were played before that time and whose end was seen before it, with their events; those without
   * an end never. Also forgets unreadable statements of that age.
   */
  async deleteEndedBefore(time: Date, signal: AbortSignal): Promise<number> {
    let deleted = 0;
    for (;;) {
      signal.throwIfAborted();
      const rows = await this.database.query(
        `DELETE FROM live_scores.matches WHERE (sport, id) IN (
           SELECT sport, id FROM live_scores.matches
           WHERE finished_at < $1 AND kick_off < $1 AND NOT on_board AND pending_events IS NULL
           LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING id`,
        [time, PORTION],
      );
      deleted += rows.length;
      if (rows.length < PORTION) break;
    }
    await this.database.query('DELETE FROM live_scores.rejected_matches WHERE rejected_at < $1', [time]);
    return deleted;
  }
}
