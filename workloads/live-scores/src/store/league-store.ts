import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@kickoff/database';
import type { ListedLeague, ListedTeam } from '../sports/sport-adapter.js';
import type { Sport } from '../sports/sport.js';

/** What the daily updates read and write: each list in one statement. */
@Injectable()
export class LeagueStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @returns how many are new or changed */
  async storeLeagues(sport: Sport, leagues: readonly ListedLeague[]): Promise<number> {
    const rows = await this.database.query(
      `INSERT INTO live_scores.leagues AS l (sport, id, name, country, season, logo)
       SELECT DISTINCT ON (id) $1, id, name, country, season, logo
       FROM json_to_recordset($2) AS listed (id text, name text, country text, season text, logo text) ORDER BY id
       ON CONFLICT (sport, id) DO UPDATE SET
         name = excluded.name, country = excluded.country, season = coalesce(excluded.season, l.season), logo = excluded.logo,
         updated_at = now()
       WHERE (l.name, l.country, l.season, l.logo) IS DISTINCT FROM
         (excluded.name, excluded.country, coalesce(excluded.season, l.season), excluded.logo)
       RETURNING 1 AS stored`,
      [sport, JSON.stringify(leagues)],
    );
    return rows.length;
  }

  /** Leagues with a match from two days ago to two days ahead whose teams were not fetched today, longest unread first. */
  leaguesInPlay(sport: Sport, most: number): Promise<{ id: string; season: string }[]> {
    return this.database.query(
      `SELECT l.id, l.season FROM live_scores.leagues l
       WHERE l.sport = $1 AND l.season IS NOT NULL
         AND (l.teams_read_at IS NULL OR l.teams_read_at < now() - interval '20 hours')
         AND EXISTS (
           SELECT FROM live_scores.matches m WHERE m.sport = l.sport AND m.league_id = l.id
             AND m.kick_off BETWEEN now() - interval '2 days' AND now() + interval '2 days')
       ORDER BY l.teams_read_at NULLS FIRST, l.id LIMIT $2`,
      [sport, most],
    );
  }

  /** @returns how many are new or changed */
  async storeTeams(sport: Sport, leagueId: string, teams: readonly ListedTeam[]): Promise<number> {
    const rows = await this.database.query(
      `WITH read AS (
         UPDATE live_scores.leagues SET teams_read_at = now() WHERE sport = $1 AND id = $3
       )
       INSERT INTO live_scores.teams AS t (sport, id, name, country, logo)
       SELECT DISTINCT ON (id) $1, id, name, country, logo
       FROM json_to_recordset($2) AS listed (id text, name text, country text, logo text) ORDER BY id
       ON CONFLICT (sport, id) DO UPDATE SET
         name = excluded.name, country = excluded.country, logo = excluded.logo, updated_at = now()
       WHERE (t.name, t.country, t.logo) IS DISTINCT FROM (excluded.name, excluded.country, excluded.logo)
       RETURNING 1 AS stored`,
      [sport, JSON.stringify(teams), leagueId],
    );
    return rows.length;
  }
}
