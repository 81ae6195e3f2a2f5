import type { EntityManager } from 'typeorm';
import type { Fingerprint } from '../match/fingerprint.js';
import type { MatchDocument } from '../match/match-document.js';
import type { Sport } from '../sports/sport.js';
import type { PendingEvents } from './pending-events.js';

export interface StoredMatch {
  document: MatchDocument;
  pending: PendingEvents | null;
  onBoard: boolean;
}

export interface MatchToSave {
  document: MatchDocument;
  pending: PendingEvents | null;
  onBoard: boolean;
  /** Null: unknown, so that the next poll hands the match on. */
  fingerprint: Fingerprint | null;
}

export interface MatchId {
  sport: Sport;
  matchId: string;
}

/** The matches that a statement read, by `matchKey`. */
export type StoredMatches = ReadonlyMap<string, StoredMatch>;

export function matchKey({ sport, matchId }: MatchId): string {
  return `${sport}/${matchId}`;
}

/** Reads matches and keeps others from changing them until the transaction ends. In order, so that two never deadlock. */
export async function lockMatches(manager: EntityManager, matches: readonly MatchId[]): Promise<StoredMatches> {
  const rows: {
    sport: Sport;
    id: string;
    document: MatchDocument;
    pending_events: PendingEvents | null;
    on_board: boolean;
  }[] = await manager.query(
    `SELECT sport, id, document, pending_events, on_board FROM live_scores.matches
       WHERE (sport, id) IN (SELECT * FROM unnest($1::text[], $2::text[])) ORDER BY sport, id FOR UPDATE`,
    [matches.map(({ sport }) => sport), matches.map(({ matchId }) => matchId)],
  );
  return new Map(
    rows.map(({ sport, id, document, pending_events, on_board }) => [
      matchKey({ sport, matchId: id }),
      { document, pending: pending_events, onBoard: on_board },
    ]),
  );
}
