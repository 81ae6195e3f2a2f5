import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sports, leagues, teams, matches and their events; quota and rejected statements. */
export class Matches0001 implements MigrationInterface {
  readonly name = '0001-matches';
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE live_scores.sports (
        name text NOT NULL,
        has_events boolean NOT NULL,
        CONSTRAINT sports_pkey PRIMARY KEY (name)
      )`);
    await runner.query(`
      INSERT INTO live_scores.sports (name, has_events)
      VALUES ('american-football', false), ('basketball', false), ('football', true), ('ice-hockey', false)`);
    await runner.query(`
      CREATE TABLE live_scores.leagues (
        sport text NOT NULL,
        id text NOT NULL,
        name text NOT NULL,
        country text,
        season text,
        logo text,
        teams_read_at timestamptz,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT leagues_pkey PRIMARY KEY (sport, id),
        CONSTRAINT leagues_sport_fkey FOREIGN KEY (sport) REFERENCES live_scores.sports (name)
      )`);
    await runner.query(`
      CREATE TABLE live_scores.teams (
        sport text NOT NULL,
        id text NOT NULL,
        name text NOT NULL,
        country text,
        logo text,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT teams_pkey PRIMARY KEY (sport, id),
        CONSTRAINT teams_sport_fkey FOREIGN KEY (sport) REFERENCES live_scores.sports (name)
      )`);
    // Rows are rewritten every minute of a match: room on the page keeps those updates off the indexes.
    await runner.query(`
      CREATE TABLE live_scores.matches (
        sport text NOT NULL,
        id text NOT NULL,
        league_id text NOT NULL,
        home_team_id text NOT NULL,
        away_team_id text NOT NULL,
        phase text NOT NULL,
        status text NOT NULL,
        home_score integer,
        away_score integer,
        kick_off timestamptz NOT NULL,
        document json NOT NULL,
        revision integer NOT NULL,
        fingerprint text,
        events_fingerprint text,
        pending_events json,
        on_board boolean NOT NULL,
        vanished_checks integer NOT NULL DEFAULT 0,
        next_check_at timestamptz,
        finished_at timestamptz,
        observed_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT matches_pkey PRIMARY KEY (sport, id),
        CONSTRAINT matches_league_fkey FOREIGN KEY (sport, league_id) REFERENCES live_scores.leagues (sport, id),
        CONSTRAINT matches_home_team_fkey FOREIGN KEY (sport, home_team_id) REFERENCES live_scores.teams (sport, id),
        CONSTRAINT matches_away_team_fkey FOREIGN KEY (sport, away_team_id) REFERENCES live_scores.teams (sport, id)
      ) WITH (fillfactor = 70)`);
    await runner.query(`
      CREATE INDEX matches_in_play_idx ON live_scores.matches (sport, kick_off)
      WHERE phase IN ('live', 'break', 'suspended')`);
    await runner.query(`
      CREATE INDEX matches_finished_at_idx ON live_scores.matches (finished_at) WHERE finished_at IS NOT NULL`);
    await runner.query('CREATE INDEX matches_league_idx ON live_scores.matches (sport, league_id, kick_off)');
    await runner.query('CREATE INDEX matches_id_idx ON live_scores.matches (id)');
    await runner.query(`
      CREATE TABLE live_scores.match_events (
        sport text NOT NULL,
        match_id text NOT NULL,
        id text NOT NULL,
        type text NOT NULL,
        detail text,
        elapsed integer,
        extra integer,
        team_id text,
        team_name text,
        player_id text,
        player_name text,
        assist_id text,
        assist_name text,
        comments text,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT match_events_pkey PRIMARY KEY (sport, match_id, id),
        CONSTRAINT match_events_match_fkey FOREIGN KEY (sport, match_id)
          REFERENCES live_scores.matches (sport, id) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE live_scores.quota (
        name text NOT NULL,
        closed_until timestamptz,
        notice text,
        day_remaining integer,
        day_limit integer,
        observed_at timestamptz NOT NULL,
        CONSTRAINT quota_pkey PRIMARY KEY (name)
      )`);
    await runner.query(`
      CREATE TABLE live_scores.rejected_matches (
        sport text NOT NULL,
        match_id text NOT NULL,
        digest text NOT NULL,
        rejected_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT rejected_matches_pkey PRIMARY KEY (sport, match_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['rejected_matches', 'quota', 'match_events', 'matches', 'teams', 'leagues', 'sports']) {
      await runner.query(`DROP TABLE live_scores.${table}`);
    }
  }
}
