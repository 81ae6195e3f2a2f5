import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@kickoff/database';
import type { MatchPhase } from '../match/match-document.js';
import type { Sport } from '../sports/sport.js';

/** What a poll has to know of a stored match. */
export interface KnownMatch {
  id: string;
  phase: MatchPhase;
  fingerprint: string | null;
  eventsFingerprint: string | null;
  /** ISO 8601, UTC. */
  kickOff: string;
  /** Milliseconds since the epoch of the response that the stored state comes from. */
  observedAt: number;
  vanishedChecks: number;
  /** Milliseconds since the epoch; null: at once. */
  nextCheckAt: number | null;
}

interface Row {
  id: string;
  phase: MatchPhase;
  fingerprint: string | null;
  events_fingerprint: string | null;
  kick_off: Date;
  observed_at: Date;
  vanished_checks: number;
  next_check_at: Date | null;
}

const IN_PLAY = "phase IN ('live', 'break', 'suspended')";

const SELECT = `
  SELECT id, phase, fingerprint, events_fingerprint, kick_off, observed_at, vanished_checks, next_check_at
  FROM live_scores.matches WHERE sport = $1 AND`;

/** Time until a vanished match that the upstream still calls in play is asked for again: doubles from the first to the longest. */
const FIRST_CHECK_SECONDS = 15;
const LONGEST_CHECK_SECONDS = 600;

/** What polls read and note about stored matches. */
@Injectable()
export class KnownMatches {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The listed ones and all in play. */
  async listedOrInPlay(sport: Sport, ids: readonly string[]): Promise<KnownMatch[]> {
    const rows = await this.database.query<Row>(`${SELECT} (id = ANY($2) OR ${IN_PLAY})`, [sport, ids]);
    return rows.map(knownMatch);
  }

  async inPlay(sport: Sport): Promise<KnownMatch[]> {
    const rows = await this.database.query<Row>(`${SELECT} ${IN_PLAY}`, [sport]);
    return rows.map(knownMatch);
  }

  /** Of these statements that cannot be read, the digests of those whose job is dead already. */
  async rejected(sport: Sport, statements: readonly { matchId: string; digest: string }[]): Promise<Set<string>> {
    if (statements.length === 0) return new Set();
    const rows = await this.database.query<{ digest: string }>(
      'SELECT digest FROM live_scores.rejected_matches WHERE sport = $1 AND match_id = ANY($2) AND digest = ANY($3)',
      [sport, statements.map(({ matchId }) => matchId), statements.map(({ digest }) => digest)],
    );
    return new Set(rows.map(({ digest }) => digest));
  }

  async noteRejected(sport: Sport, matchId: string, digest: string): Promise<void> {
    await this.database.query(
      `INSERT INTO live_scores.rejected_matches (sport, match_id, digest) VALUES ($1, $2, $3)
       ON CONFLICT (sport, match_id) DO UPDATE SET digest = excluded.digest, rejected_at = now()`,
      [sport, matchId, digest],
    );
  }

  /** Matches were asked for by id; those that stay in play are asked for again later and later. */
  async noteChecked(sport: Sport, ids: readonly string[]): Promise<void> {
    await this.database.query(
      `UPDATE live_scores.matches SET vanished_checks = vanished_checks + 1,
         next_check_at = now() + least($3 * 2 ^ least(vanished_checks, 10), $4) * interval '1 second'
       WHERE sport = $1 AND id = ANY($2)`,
      [sport, ids, FIRST_CHECK_SECONDS, LONGEST_CHECK_SECONDS],
    );
  }

  /** Matches are listed as in play again. */
  async noteReturned(sport: Sport, ids: readonly string[]): Promise<void> {
    await this.database.query(
      'UPDATE live_scores.matches SET vanished_checks = 0, next_check_at = NULL WHERE sport = $1 AND id = ANY($2)',
      [sport, ids],
    );
  }
}

function knownMatch(row: Row): KnownMatch {
  return {
    id: row.id,
    phase: row.phase,
    fingerprint: row.fingerprint,
    eventsFingerprint: row.events_fingerprint,
    kickOff: row.kick_off.toISOString(),
    observedAt: row.observed_at.getTime(),
    vanishedChecks: row.vanished_checks,
    nextCheckAt: row.next_check_at?.getTime() ?? null,
  };
}
