import type { EntityManager } from 'typeorm';
import type { Fingerprint } from '../match/fingerprint.js';
import { FINAL_PHASES, type MatchDocument, type MatchEvent } from '../match/match-document.js';
import type { Sport } from '../sports/sport.js';
import type { PendingEvents } from './pending-events.js';

/** Statements of one match's processing. All run in the transaction of the job that processes it. */

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

/** Reads a match and keeps others from changing it until the transaction ends. */
export async function lockMatch(
  manager: EntityManager,
  sport: Sport,
  matchId: string,
): Promise<StoredMatch | undefined> {
  const [row]: { document: MatchDocument; pending_events: PendingEvents | null; on_board: boolean }[] =
    await manager.query(
      'SELECT document, pending_events, on_board FROM live_scores.matches WHERE sport = $1 AND id = $2 FOR UPDATE',
      [sport, matchId],
    );
  return row && { document: row.document, pending: row.pending_events, onBoard: row.on_board };
}

// Whether the events were listed is kept: a response without them says nothing about them.
const ASSIGNMENTS = `
  league_id = $3, home_team_id = $4, away_team_id = $5, phase = $6, status = $7, home_score = $8, away_score = $9,
  kick_off = $10, document = $11, revision = $12, fingerprint = $13,
  events_fingerprint = coalesce($14, m.events_fingerprint), pending_events = $15, on_board = $16, observed_at = $17,
  finished_at = CASE WHEN $18 THEN coalesce(m.finished_at, now()) END,
  updated_at = now()`;

const UPDATE = `UPDATE live_scores.matches m SET ${ASSIGNMENTS} WHERE m.sport = $1 AND m.id = $2`;

/** Stores a match whose league and teams are stored already. */
export async function updateMatch(manager: EntityManager, match: MatchToSave): Promise<void> {
  await manager.query(UPDATE, columns(match));
}

// One statement for the match and what it refers to. Sorted, so that two matches of the same teams cannot deadlock.
const SAVE = `
  WITH league AS (
    INSERT INTO live_scores.leagues AS l (sport, id, name, country, season, logo)
    VALUES ($1, $3, $19, $20, $21, $22)
    ON CONFLICT (sport, id) DO UPDATE SET
      name = excluded.name, country = excluded.country, season = excluded.season, logo = excluded.logo, updated_at = now()
    WHERE (l.name, l.country, l.season, l.logo) IS DISTINCT FROM (excluded.name, excluded.country, excluded.season, excluded.logo)
  ), team AS (
    INSERT INTO live_scores.teams AS t (sport, id, name, logo)
    SELECT $1, id, min(name), min(logo) FROM unnest($23::text[], $24::text[], $25::text[]) AS listed (id, name, logo)
    GROUP BY id ORDER BY id
    ON CONFLICT (sport, id) DO UPDATE SET name = excluded.name, logo = excluded.logo, updated_at = now()
    WHERE (t.name, t.logo) IS DISTINCT FROM (excluded.name, excluded.logo)
  )
  INSERT INTO live_scores.matches AS m (
    sport, id, league_id, home_team_id, away_team_id, phase, status, home_score, away_score, kick_off, document, revision,
    fingerprint, events_fingerprint, pending_events, on_board, observed_at, finished_at
  )
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, CASE WHEN $18 THEN now() END)
  ON CONFLICT (sport, id) DO UPDATE SET ${ASSIGNMENTS}`;

/** Stores a match that is new, or whose league or teams changed, with these. */
export async function saveMatch(manager: EntityManager, match: MatchToSave): Promise<void> {
  const { league, teams } = match.document;
  const sides = [teams.home, teams.away];
  await manager.query(SAVE, [
    ...columns(match),
    league.name,
    league.country,
    league.season,
    league.logo,
    sides.map(({ id }) => id),
    sides.map(({ name }) => name),
    sides.map(({ logo }) => logo),
  ]);
}

/** Notes a newer statement that says the same. */
export async function refreshMatch(
  manager: EntityManager,
  { document, fingerprint }: Omit<MatchToSave, 'pending' | 'onBoard'>,
): Promise<void> {
  await manager.query(
    `UPDATE live_scores.matches SET document = $3, observed_at = $4, fingerprint = $5,
       events_fingerprint = coalesce($6, events_fingerprint)
     WHERE sport = $1 AND id = $2`,
    [
      document.sport,
      document.matchId,
      JSON.stringify(document),
      new Date(document.upstreamAt),
      fingerprint?.core ?? null,
      fingerprint?.events ?? null,
    ],
  );
}

const STORE_EVENTS = `
  INSERT INTO live_scores.match_events AS e (
    sport, match_id, id, type, detail, elapsed, extra, team_id, team_name, player_id, player_name, assist_id, assist_name, comments
  )
  SELECT $1, $2, id, type, detail, elapsed, extra, team ->> 'id', team ->> 'name', player ->> 'id', player ->> 'name',
    assist ->> 'id', assist ->> 'name', comments
  FROM json_to_recordset($3) AS listed (
    id text, type text, detail text, elapsed integer, extra integer, team json, player json, assist json, comments text
  )
  ON CONFLICT (sport, match_id, id) DO UPDATE SET
    type = excluded.type, detail = excluded.detail, elapsed = excluded.elapsed, extra = excluded.extra,
    team_id = excluded.team_id, team_name = excluded.team_name, player_id = excluded.player_id,
    player_name = excluded.player_name, assist_id = excluded.assist_id, assist_name = excluded.assist_name,
    comments = excluded.comments, updated_at = now()`;

/** Writes the pending changes of a match's events to their table. */
export async function storeEvents(
  manager: EntityManager,
  sport: Sport,
  matchId: string,
  { added, changed, removed }: PendingEvents,
): Promise<void> {
  if (removed.length > 0) {
    await manager.query('DELETE FROM live_scores.match_events WHERE sport = $1 AND match_id = $2 AND id = ANY($3)', [
      sport,
      matchId,
      removed,
    ]);
  }
  const written: MatchEvent[] = [...added, ...changed];
  if (written.length > 0) await manager.query(STORE_EVENTS, [sport, matchId, JSON.stringify(written)]);
}

export async function clearPending(manager: EntityManager, sport: Sport, matchId: string): Promise<void> {
  await manager.query('UPDATE live_scores.matches SET pending_events = NULL WHERE sport = $1 AND id = $2', [
    sport,
    matchId,
  ]);
}

function columns({ document, pending, onBoard, fingerprint }: MatchToSave): unknown[] {
  const { league, teams, status, score } = document;
  return [
    document.sport,
    document.matchId,
    league.id,
    teams.home.id,
    teams.away.id,
    status.phase,
    status.short,
    score.home,
    score.away,
    document.kickOff,
    JSON.stringify(document),
    document.revision,
    fingerprint?.core ?? null,
    fingerprint?.events ?? null,
    pending && JSON.stringify(pending),
    onBoard,
    new Date(document.upstreamAt),
    FINAL_PHASES.includes(status.phase),
  ];
}
