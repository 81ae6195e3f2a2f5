/** Each statement writes many rows. $1: JSON array of them. */

const COLUMNS = `
  sport text, id text, league_id text, home_team_id text, away_team_id text, phase text, status text, home_score integer,
  away_score integer, kick_off timestamptz, document json, revision integer, fingerprint text, events_fingerprint text,
  pending_events json, on_board boolean, observed_at timestamptz, has_ended boolean`;

/** Of rows called `given`. Whether the events were listed is kept: a response without them says nothing about them. */
const assignments = (given: string, hasEnded: string) => `
  league_id = ${given}.league_id, home_team_id = ${given}.home_team_id, away_team_id = ${given}.away_team_id,
  phase = ${given}.phase, status = ${given}.status, home_score = ${given}.home_score, away_score = ${given}.away_score,
  kick_off = ${given}.kick_off, document = ${given}.document, revision = ${given}.revision,
  fingerprint = ${given}.fingerprint, events_fingerprint = coalesce(${given}.events_fingerprint, m.events_fingerprint),
  pending_events = ${given}.pending_events, on_board = ${given}.on_board, observed_at = ${given}.observed_at,
  finished_at = CASE WHEN ${hasEnded} THEN coalesce(m.finished_at, now()) END,
  updated_at = now()`;

/** Matches whose league and teams are stored already. */
export const UPDATE_MATCHES_SQL = `
  UPDATE live_scores.matches m SET ${assignments('listed', 'listed.has_ended')}
  FROM json_to_recordset($1) AS listed (${COLUMNS})
  WHERE m.sport = listed.sport AND m.id = listed.id`;

/** Matches with the leagues and teams that they refer to. Sorted, so that two batches with the same teams cannot deadlock. */
export const SAVE_MATCHES_SQL = `
  WITH listed AS MATERIALIZED (
    SELECT * FROM json_to_recordset($1) AS listed (${COLUMNS}, league json, home json, away json)
  ), league AS (
    INSERT INTO live_scores.leagues AS l (sport, id, name, country, season, logo)
    SELECT DISTINCT ON (sport, league_id) sport, league_id, league ->> 'name', league ->> 'country', league ->> 'season',
      league ->> 'logo'
    FROM listed ORDER BY sport, league_id, observed_at DESC
    ON CONFLICT (sport, id) DO UPDATE SET
      name = excluded.name, country = excluded.country, season = excluded.season, logo = excluded.logo, updated_at = now()
    WHERE (l.name, l.country, l.season, l.logo) IS DISTINCT FROM (excluded.name, excluded.country, excluded.season, excluded.logo)
  ), team AS (
    INSERT INTO live_scores.teams AS t (sport, id, name, logo)
    SELECT DISTINCT ON (sport, team ->> 'id') sport, team ->> 'id', team ->> 'name', team ->> 'logo'
    FROM listed CROSS JOIN LATERAL (VALUES (home), (away)) AS side (team)
    ORDER BY sport, team ->> 'id', observed_at DESC
    ON CONFLICT (sport, id) DO UPDATE SET name = excluded.name, logo = excluded.logo, updated_at = now()
    WHERE (t.name, t.logo) IS DISTINCT FROM (excluded.name, excluded.logo)
  )
  INSERT INTO live_scores.matches AS m (
    sport, id, league_id, home_team_id, away_team_id, phase, status, home_score, away_score, kick_off, document, revision,
    fingerprint, events_fingerprint, pending_events, on_board, observed_at, finished_at
  )
  SELECT sport, id, league_id, home_team_id, away_team_id, phase, status, home_score, away_score, kick_off, document,
    revision, fingerprint, events_fingerprint, pending_events, on_board, observed_at, CASE WHEN has_ended THEN now() END
  FROM listed ORDER BY sport, id
  ON CONFLICT (sport, id) DO UPDATE SET ${assignments('excluded', 'excluded.finished_at IS NOT NULL')}`;

/** Newer statements that say the same. */
export const REFRESH_MATCHES_SQL = `
  UPDATE live_scores.matches m SET document = listed.document, observed_at = listed.observed_at,
    fingerprint = listed.fingerprint, events_fingerprint = coalesce(listed.events_fingerprint, m.events_fingerprint)
  FROM json_to_recordset($1) AS listed (
    sport text, id text, document json, observed_at timestamptz, fingerprint text, events_fingerprint text
  )
  WHERE m.sport = listed.sport AND m.id = listed.id`;

export const CLEAR_PENDING_SQL = `
  UPDATE live_scores.matches m SET pending_events = NULL
  FROM json_to_recordset($1) AS listed (sport text, id text) WHERE m.sport = listed.sport AND m.id = listed.id`;

export const REMOVE_EVENTS_SQL = `
  DELETE FROM live_scores.match_events e USING json_to_recordset($1) AS listed (sport text, match_id text, id text)
  WHERE e.sport = listed.sport AND e.match_id = listed.match_id AND e.id = listed.id`;

export const STORE_EVENTS_SQL = `
  INSERT INTO live_scores.match_events AS e (
    sport, match_id, id, type, detail, elapsed, extra, team_id, team_name, player_id, player_name, assist_id, assist_name, comments
  )
  SELECT sport, match_id, id, type, detail, elapsed, extra, team_id, team_name, player_id, player_name, assist_id,
    assist_name, comments
  FROM json_to_recordset($1) AS listed (
    sport text, match_id text, id text, type text, detail text, elapsed integer, extra integer, team_id text,
    team_name text, player_id text, player_name text, assist_id text, assist_name text, comments text
  )
  ON CONFLICT (sport, match_id, id) DO UPDATE SET
    type = excluded.type, detail = excluded.detail, elapsed = excluded.elapsed, extra = excluded.extra,
    team_id = excluded.team_id, team_name = excluded.team_name, player_id = excluded.player_id,
    player_name = excluded.player_name, assist_id = excluded.assist_id, assist_name = excluded.assist_name,
    comments = excluded.comments, updated_at = now()`;
