import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Matches, the files they came from, model versions with ratings, predictions and their metrics. */
export class Predictions0001 implements MigrationInterface {
  readonly name = '0001-predictions';
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE match_predictions.matches (
        id integer GENERATED ALWAYS AS IDENTITY,
        league text NOT NULL,
        season text NOT NULL,
        date date NOT NULL,
        time text,
        home text NOT NULL,
        away text NOT NULL,
        home_goals integer,
        away_goals integer,
        home_shots integer,
        away_shots integer,
        home_shots_on_target integer,
        away_shots_on_target integer,
        odds jsonb NOT NULL,
        corrected_at timestamptz,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT matches_pkey PRIMARY KEY (id),
        CONSTRAINT matches_teams_key UNIQUE (league, season, home, away)
      )`);
    await runner.query('CREATE INDEX matches_date_idx ON match_predictions.matches (date)');
    await runner.query(`
      CREATE TABLE match_predictions.syncs (
        name text NOT NULL,
        synced_at timestamptz NOT NULL,
        rows integer NOT NULL,
        problems jsonb NOT NULL,
        CONSTRAINT syncs_pkey PRIMARY KEY (name)
      )`);
    await runner.query(`
      CREATE TABLE match_predictions.model_versions (
        version integer GENERATED ALWAYS AS IDENTITY,
        state text NOT NULL,
        weights jsonb NOT NULL,
        trained_on integer NOT NULL,
        trained_until date NOT NULL,
        validation jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT model_versions_pkey PRIMARY KEY (version)
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX model_versions_champion_idx ON match_predictions.model_versions (state)
      WHERE state = 'champion'`);
    await runner.query(`
      CREATE TABLE match_predictions.league_ratings (
        league text NOT NULL,
        snapshot jsonb NOT NULL,
        rated_at timestamptz NOT NULL,
        CONSTRAINT league_ratings_pkey PRIMARY KEY (league)
      )`);
    await runner.query(`
      CREATE TABLE match_predictions.predictions (
        id integer GENERATED ALWAYS AS IDENTITY,
        match_id integer NOT NULL,
        model_version integer NOT NULL,
        base double precision[] NOT NULL,
        blend double precision[],
        market double precision[],
        base_rate double precision[] NOT NULL,
        inputs jsonb NOT NULL,
        explanation text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        replaced_at timestamptz,
        outcome integer,
        validated_at timestamptz,
        CONSTRAINT predictions_pkey PRIMARY KEY (id),
        CONSTRAINT predictions_match_fkey FOREIGN KEY (match_id) REFERENCES match_predictions.matches (id)
          ON DELETE CASCADE,
        CONSTRAINT predictions_model_fkey FOREIGN KEY (model_version)
          REFERENCES match_predictions.model_versions (version)
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX predictions_current_idx ON match_predictions.predictions (match_id)
      WHERE replaced_at IS NULL`);
    await runner.query(`
      CREATE TABLE match_predictions.metrics (
        league text NOT NULL,
        season text NOT NULL,
        forecaster text NOT NULL,
        score jsonb NOT NULL,
        calculated_at timestamptz NOT NULL,
        CONSTRAINT metrics_pkey PRIMARY KEY (league, season, forecaster)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['metrics', 'predictions', 'league_ratings', 'model_versions', 'syncs', 'matches']) {
      await runner.query(`DROP TABLE match_predictions.${table}`);
    }
  }
}
