import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { League } from '../football-data/league.js';
import { matchKey, type MatchRecord } from '../football-data/match-record.js';
import type { Season } from '../football-data/season.js';

/** A stored match. */
export type StoredMatch = MatchRecord & { id: number };

export interface StoreCounts {
  added: number;
  played: number;
  corrected: number;
  unchanged: number;
}

const COLUMNS = `id, league, season, date::text AS date, time, home, away, home_goals, away_goals, home_shots, away_shots,
  home_shots_on_target, away_shots_on_target, odds`;

/**
 * Stores what a file says of matches. A row that says less than is known (a fixture of a match that was played, or one
 * without odds) takes nothing away. Storing the same again changes nothing.
 */
export async function storeMatches(manager: EntityManager, records: readonly MatchRecord[]): Promise<StoreCounts> {
  const rows = [...new Map(records.map((record) => [matchKey(record), record])).values()].map(
    ({ goals, shots, shotsOnTarget, ...match }) => ({
      ...match,
      home_goals: goals?.home,
      away_goals: goals?.away,
      home_shots: shots?.home,
      away_shots: shots?.away,
      home_shots_on_target: shotsOnTarget?.home,
      away_shots_on_target: shotsOnTarget?.away,
    }),
  );
  const [counts]: [StoreCounts] = await manager.query(
    `WITH given AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (
         league text, season text, date date, time text, home text, away text, home_goals integer, away_goals integer,
         home_shots integer, away_shots integer, home_shots_on_target integer, away_shots_on_target integer, odds jsonb)
     ), merged AS (
       SELECT given.league, given.season, given.date, coalesce(given.time, known.time) AS time, given.home, given.away,
              coalesce(given.home_goals, known.home_goals) AS home_goals,
              coalesce(given.away_goals, known.away_goals) AS away_goals,
              coalesce(given.home_shots, known.home_shots) AS home_shots,
              coalesce(given.away_shots, known.away_shots) AS away_shots,
              coalesce(given.home_shots_on_target, known.home_shots_on_target) AS home_shots_on_target,
              coalesce(given.away_shots_on_target, known.away_shots_on_target) AS away_shots_on_target,
              CASE WHEN given.odds = '[]' THEN coalesce(known.odds, '[]') ELSE given.odds END AS odds,
              known.id IS NULL AS added,
              known.id IS NOT NULL AND known.home_goals IS NULL AND given.home_goals IS NOT NULL AS played,
              (known.home_goals, known.away_goals) IS DISTINCT FROM (given.home_goals, given.away_goals)
                AND known.home_goals IS NOT NULL AND given.home_goals IS NOT NULL AS corrected
       FROM given LEFT JOIN match_predictions.matches known USING (league, season, home, away)
     ), stored AS (
       INSERT INTO match_predictions.matches AS known (league, season, date, time, home, away, home_goals, away_goals,
         home_shots, away_shots, home_shots_on_target, away_shots_on_target, odds, corrected_at)
       SELECT league, season, date, time, home, away, home_goals, away_goals, home_shots, away_shots,
              home_shots_on_target, away_shots_on_target, odds, CASE WHEN corrected THEN now() END
       FROM merged
       ON CONFLICT (league, season, home, away) DO UPDATE SET
         date = excluded.date, time = excluded.time, home_goals = excluded.home_goals, away_goals = excluded.away_goals,
         home_shots = excluded.home_shots, away_shots = excluded.away_shots,
         home_shots_on_target = excluded.home_shots_on_target, away_shots_on_target = excluded.away_shots_on_target,
         odds = excluded.odds, corrected_at = coalesce(excluded.corrected_at, known.corrected_at), updated_at = now()
       WHERE (known.date, known.time, known.home_goals, known.away_goals, known.home_shots, known.away_shots,
              known.home_shots_on_target, known.away_shots_on_target, known.odds)
         IS DISTINCT FROM (excluded.date, excluded.time, excluded.home_goals, excluded.away_goals, excluded.home_shots,
              excluded.away_shots, excluded.home_shots_on_target, excluded.away_shots_on_target, excluded.odds)
       RETURNING 1
     )
     SELECT count(*) FILTER (WHERE added)::integer AS added, count(*) FILTER (WHERE played)::integer AS played,
            count(*) FILTER (WHERE corrected)::integer AS corrected,
            (count(*) - (SELECT count(*) FROM stored))::integer AS unchanged
     FROM merged`,
    [JSON.stringify(rows)],
  );
  return counts;
}

@Injectable()
export class MatchStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Matches of one league that were played, from a season on, by day. */
  async played(league: League, from: Season[]): Promise<StoredMatch[]> {
    const rows = await this.database.query<MatchColumns>(
      `SELECT ${COLUMNS} FROM match_predictions.matches
       WHERE league = $1 AND season = ANY ($2) AND home_goals IS NOT NULL ORDER BY date, id`,
      [league, from],
    );
    return rows.map(storedMatch);
  }

  /** Matches without a result from one day to another. */
  async upcoming(from: string, to: string): Promise<StoredMatch[]> {
    const rows = await this.database.query<MatchColumns>(
      `SELECT ${COLUMNS} FROM match_predictions.matches
       WHERE home_goals IS NULL AND date BETWEEN $1 AND $2 ORDER BY date, time, id`,
      [from, to],
    );
    return rows.map(storedMatch);
  }

  async withId(id: number): Promise<StoredMatch | undefined> {
    const sql = `SELECT ${COLUMNS} FROM match_predictions.matches WHERE id = $1`;
    const [row] = await this.database.query<MatchColumns>(sql, [id]);
    return row && storedMatch(row);
  }

  /**
   * Leagues that have matches without a result that should be over: two hours after the kick-off in the United Kingdom, or
   * at the end of the day where no time is known. Those of the last 30 days: what is missing longer was called off.
   */
  async leaguesDue(now: Date): Promise<League[]> {
    const rows = await this.database.query<{ league: League }>(
      `SELECT DISTINCT league FROM match_predictions.matches
       WHERE home_goals IS NULL AND date > $1::timestamptz - interval '30 days'
         AND (date + coalesce(time, '22:00')::time) AT TIME ZONE 'Europe/London' + interval '2 hours' <= $1
       ORDER BY league`,
      [now],
    );
    return rows.map(({ league }) => league);
  }

  async count(): Promise<number> {
    const sql = 'SELECT count(*)::integer AS count FROM match_predictions.matches';
    const [row] = await this.database.query<{ count: number }>(sql);
    return row!.count;
  }
}

interface MatchColumns {
  id: number;
  league: League;
  season: Season;
  date: string;
  time: string | null;
  home: string;
  away: string;
  home_goals: number | null;
  away_goals: number | null;
  home_shots: number | null;
  away_shots: number | null;
  home_shots_on_target: number | null;
  away_shots_on_target: number | null;
  odds: MatchRecord['odds'];
}

function storedMatch(row: MatchColumns): StoredMatch {
  const sides = (home: number | null, away: number | null) => (home === null || away === null ? null : { home, away });
  return {
    id: row.id,
    league: row.league,
    season: row.season,
    date: row.date,
    time: row.time,
    home: row.home,
    away: row.away,
    goals: sides(row.home_goals, row.away_goals),
    shots: sides(row.home_shots, row.away_shots),
    shotsOnTarget: sides(row.home_shots_on_target, row.away_shots_on_target),
    odds: row.odds,
  };
}
