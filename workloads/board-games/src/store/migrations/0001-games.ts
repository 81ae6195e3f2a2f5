import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Games with names, links and ranks; games that are missing; cached lists. */
export class Games0001 implements MigrationInterface {
  readonly name = '0001-games';
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE board_games.games (
        id text NOT NULL,
        type text NOT NULL,
        name text NOT NULL,
        year integer,
        document json NOT NULL,
        revision integer NOT NULL,
        synced_at timestamptz NOT NULL,
        details_synced_at timestamptz,
        changed_at timestamptz NOT NULL,
        CONSTRAINT games_pkey PRIMARY KEY (id)
      )`);
    await runner.query(`
      CREATE TABLE board_games.game_names (
        game_id text NOT NULL,
        name text NOT NULL,
        is_primary boolean NOT NULL,
        CONSTRAINT game_names_pkey PRIMARY KEY (game_id, name),
        CONSTRAINT game_names_game_fkey FOREIGN KEY (game_id) REFERENCES board_games.games (id) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE board_games.game_links (
        game_id text NOT NULL,
        type text NOT NULL,
        id text NOT NULL,
        name text NOT NULL,
        CONSTRAINT game_links_pkey PRIMARY KEY (game_id, type, id),
        CONSTRAINT game_links_game_fkey FOREIGN KEY (game_id) REFERENCES board_games.games (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX game_links_linked_idx ON board_games.game_links (type, id)');
    await runner.query(`
      CREATE TABLE board_games.game_ranks (
        game_id text NOT NULL,
        name text NOT NULL,
        rank integer,
        bayes_average double precision,
        CONSTRAINT game_ranks_pkey PRIMARY KEY (game_id, name),
        CONSTRAINT game_ranks_game_fkey FOREIGN KEY (game_id) REFERENCES board_games.games (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX game_ranks_rank_idx ON board_games.game_ranks (name, rank)');
    await runner.query(`
      CREATE TABLE board_games.missing_games (
        id text NOT NULL,
        synced_at timestamptz NOT NULL,
        CONSTRAINT missing_games_pkey PRIMARY KEY (id)
      )`);
    await runner.query(`
      CREATE TABLE board_games.cached_lists (
        name text NOT NULL,
        entries json NOT NULL,
        synced_at timestamptz NOT NULL,
        CONSTRAINT cached_lists_pkey PRIMARY KEY (name)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['cached_lists', 'missing_games', 'game_ranks', 'game_links', 'game_names', 'games']) {
      await runner.query(`DROP TABLE board_games.${table}`);
    }
  }
}
