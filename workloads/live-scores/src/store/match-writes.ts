import type { EntityManager } from 'typeorm';
import { FINAL_PHASES, type MatchDocument, type MatchEvent } from '../match/match-document.js';
import {
  CLEAR_PENDING_SQL,
  REFRESH_MATCHES_SQL,
  REMOVE_EVENTS_SQL,
  SAVE_MATCHES_SQL,
  STORE_EVENTS_SQL,
  UPDATE_MATCHES_SQL,
} from './match-writes.sql.js';
import type { MatchId, MatchToSave } from './match-store.js';
import type { PendingEvents } from './pending-events.js';

/**
 * What the jobs of one transaction write about matches, collected so that each kind of write is one statement, however many
 * matches there are. No two jobs of a transaction are about the same match.
 */
export class MatchWrites {
  private readonly saved: object[] = [];
  private readonly updated: object[] = [];
  private readonly refreshed: object[] = [];
  private readonly cleared: object[] = [];
  private readonly events: object[] = [];
  private readonly removed: object[] = [];

  /** A match that is new, or whose league or teams changed, with these. */
  save(match: MatchToSave): void {
    const { league, teams } = match.document;
    this.saved.push({ ...columns(match), league, home: teams.home, away: teams.away });
  }

  /** A match whose league and teams are stored already. */
  update(match: MatchToSave): void {
    this.updated.push(columns(match));
  }

  /** A newer statement that says the same. */
  refresh({ document, fingerprint }: Pick<MatchToSave, 'document' | 'fingerprint'>): void {
    this.refreshed.push({ ...statement(document, fingerprint), document });
  }

  /** The pending changes of a match's events, for their table. */
  storeEvents({ sport, matchId }: MatchId, { added, changed, removed }: PendingEvents): void {
    for (const event of [...added, ...changed]) this.events.push(eventColumns({ sport, matchId }, event));
    for (const id of removed) this.removed.push({ sport, match_id: matchId, id });
  }

  clearPending({ sport, matchId }: MatchId): void {
    this.cleared.push({ sport, id: matchId });
  }

  /** Takes over what another one has collected. */
  add(other: MatchWrites): void {
    this.saved.push(...other.saved);
    this.updated.push(...other.updated);
    this.refreshed.push(...other.refreshed);
    this.cleared.push(...other.cleared);
    this.events.push(...other.events);
    this.removed.push(...other.removed);
  }

  async write(manager: EntityManager): Promise<void> {
    const statements: [string, object[]][] = [
      [SAVE_MATCHES_SQL, this.saved],
      [UPDATE_MATCHES_SQL, this.updated],
      [REFRESH_MATCHES_SQL, this.refreshed],
      [CLEAR_PENDING_SQL, this.cleared],
      [REMOVE_EVENTS_SQL, this.removed],
      [STORE_EVENTS_SQL, this.events],
    ];
    for (const [sql, rows] of statements) if (rows.length > 0) await manager.query(sql, [JSON.stringify(rows)]);
  }
}

function statement({ sport, matchId, upstreamAt }: MatchDocument, fingerprint: MatchToSave['fingerprint']) {
  return {
    sport,
    id: matchId,
    observed_at: new Date(upstreamAt),
    fingerprint: fingerprint?.core ?? null,
    events_fingerprint: fingerprint?.events ?? null,
  };
}

function columns({ document, pending, onBoard, fingerprint }: MatchToSave) {
  const { league, teams, status, score } = document;
  return {
    ...statement(document, fingerprint),
    league_id: league.id,
    home_team_id: teams.home.id,
    away_team_id: teams.away.id,
    phase: status.phase,
    status: status.short,
    home_score: score.home,
    away_score: score.away,
    kick_off: document.kickOff,
    revision: document.revision,
    pending_events: pending,
    on_board: onBoard,
    has_ended: FINAL_PHASES.includes(status.phase),
    document,
  };
}

function eventColumns({ sport, matchId }: MatchId, { team, player, assist, ...event }: MatchEvent) {
  return {
    ...event,
    sport,
    match_id: matchId,
    team_id: team?.id ?? null,
    team_name: team?.name ?? null,
    player_id: player?.id ?? null,
    player_name: player?.name ?? null,
    assist_id: assist?.id ?? null,
    assist_name: assist?.name ?? null,
  };
}
