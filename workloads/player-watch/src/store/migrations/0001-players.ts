import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Players with ranks, matches and detections, and those that are tracked. */
export class Players0001 implements MigrationInterface {
  readonly name = '0001-players';
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE player_watch.players (
        puuid text NOT NULL,
        id uuid NOT NULL,
        platform text NOT NULL,
        game_name text,
        tag_line text,
        level integer,
        tier text,
        division text,
        league_points integer,
        wins integer NOT NULL DEFAULT 0,
        losses integer NOT NULL DEFAULT 0,
        account text NOT NULL DEFAULT 'present',
        is_analyzed boolean NOT NULL DEFAULT false,
        waiting_since timestamptz NOT NULL DEFAULT now(),
        discovered_by text,
        updated_at timestamptz,
        updated_by text,
        is_smurf boolean NOT NULL DEFAULT false,
        ban_checked_at timestamptz,
        ban_checked_by text,
        rank_checked_by text,
        told_tier text,
        told_division text,
        CONSTRAINT players_pkey PRIMARY KEY (puuid),
        CONSTRAINT players_id_key UNIQUE (id)
      )`);
    await runner.query(
      'CREATE INDEX players_waiting_idx ON player_watch.players (waiting_since) WHERE NOT is_analyzed',
    );
    await runner.query('CREATE INDEX players_smurfs_idx ON player_watch.players (ban_checked_at) WHERE is_smurf');
    await runner.query(`
      CREATE TABLE player_watch.tracked_players (
        id uuid NOT NULL,
        platform text NOT NULL,
        game_name text NOT NULL,
        tag_line text NOT NULL,
        name_key text NOT NULL,
        puuid text,
        problem text,
        tracked_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT tracked_players_pkey PRIMARY KEY (id),
        CONSTRAINT tracked_players_name_key UNIQUE (name_key)
      )`);
    await runner.query(`
      CREATE TABLE player_watch.matches (
        id text NOT NULL,
        queue_id integer NOT NULL,
        started_at timestamptz NOT NULL,
        seconds integer NOT NULL,
        version text NOT NULL,
        is_remake boolean NOT NULL,
        fetched_at timestamptz NOT NULL DEFAULT now(),
        fetched_by text NOT NULL,
        CONSTRAINT matches_pkey PRIMARY KEY (id)
      )`);
    await runner.query('CREATE INDEX matches_fetched_by_idx ON player_watch.matches (fetched_by)');
    await runner.query(`
      CREATE TABLE player_watch.missing_matches (
        id text NOT NULL,
        noted_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT missing_matches_pkey PRIMARY KEY (id)
      )`);
    await runner.query(`
      CREATE TABLE player_watch.match_claims (
        id text NOT NULL,
        claimed_at timestamptz NOT NULL,
        CONSTRAINT match_claims_pkey PRIMARY KEY (id)
      )`);
    await runner.query(`
      CREATE TABLE player_watch.match_participants (
        match_id text NOT NULL,
        puuid text NOT NULL,
        champion text NOT NULL,
        position text NOT NULL,
        win boolean NOT NULL,
        kills integer NOT NULL,
        deaths integer NOT NULL,
        assists integer NOT NULL,
        creep_score integer NOT NULL,
        CONSTRAINT match_participants_pkey PRIMARY KEY (match_id, puuid),
        CONSTRAINT match_participants_match_fkey FOREIGN KEY (match_id)
          REFERENCES player_watch.matches (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX match_participants_puuid_idx ON player_watch.match_participants (puuid)');
    await runner.query(`
      CREATE TABLE player_watch.rank_records (
        puuid text NOT NULL,
        at timestamptz NOT NULL,
        tier text NOT NULL,
        division text NOT NULL,
        league_points integer NOT NULL,
        wins integer NOT NULL,
        losses integer NOT NULL,
        CONSTRAINT rank_records_pkey PRIMARY KEY (puuid, at),
        CONSTRAINT rank_records_player_fkey FOREIGN KEY (puuid)
          REFERENCES player_watch.players (puuid) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE player_watch.rank_changes (
        puuid text NOT NULL,
        at timestamptz NOT NULL,
        from_tier text NOT NULL,
        from_division text NOT NULL,
        to_tier text NOT NULL,
        to_division text NOT NULL,
        divisions integer NOT NULL,
        detected_by text NOT NULL,
        CONSTRAINT rank_changes_pkey PRIMARY KEY (puuid, at),
        CONSTRAINT rank_changes_player_fkey FOREIGN KEY (puuid)
          REFERENCES player_watch.players (puuid) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX rank_changes_job_idx ON player_watch.rank_changes (detected_by)');
    await runner.query(`
      CREATE TABLE player_watch.detections (
        puuid text NOT NULL,
        at timestamptz NOT NULL,
        score double precision NOT NULL,
        threshold double precision NOT NULL,
        is_smurf boolean NOT NULL,
        contributions json NOT NULL,
        reasons json NOT NULL,
        games integer NOT NULL,
        detected_by text NOT NULL,
        CONSTRAINT detections_pkey PRIMARY KEY (puuid, at),
        CONSTRAINT detections_player_fkey FOREIGN KEY (puuid)
          REFERENCES player_watch.players (puuid) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX detections_job_idx ON player_watch.detections (detected_by)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'detections',
      'rank_changes',
      'rank_records',
      'match_participants',
      'match_claims',
      'missing_matches',
      'matches',
      'tracked_players',
      'players',
    ]) {
      await runner.query(`DROP TABLE player_watch.${table}`);
    }
  }
}
