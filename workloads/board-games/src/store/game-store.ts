import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { Game, GameDocument } from '../game/game-document.js';

/** What storing an answer changed. */
export interface StoredGames {
  added: GameDocument[];
  changed: GameDocument[];
  unchanged: number;
}

const STORE_GAMES = `
  INSERT INTO board_games.games (id, type, name, year, document, revision, synced_at, details_synced_at, changed_at)
  SELECT g.document ->> 'id', g.document ->> 'type', g.document ->> 'name', (g.document ->> 'year')::integer,
    g.document, (g.document ->> 'revision')::integer, now(), CASE WHEN $2 THEN now() END, now()
  FROM json_array_elements($1) AS g (document)
  ON CONFLICT (id) DO UPDATE SET
    type = excluded.type, name = excluded.name, year = excluded.year, document = excluded.document,
    revision = excluded.revision, synced_at = excluded.synced_at, changed_at = excluded.changed_at,
    details_synced_at = coalesce(excluded.details_synced_at, games.details_synced_at)`;

/** What belongs to a game is stored anew: it is a few rows, and changes seldom. */
const CLEAR = ['game_names', 'game_links', 'game_ranks'].map(
  (table) => `DELETE FROM board_games.${table} WHERE game_id = ANY($1)`,
);

const STORE_NAMES = `
  INSERT INTO board_games.game_names (game_id, name, is_primary)
  SELECT DISTINCT ON (game_id, name) game_id, name, is_primary
  FROM json_to_recordset($1) AS n (game_id text, name text, is_primary boolean) ORDER BY game_id, name, is_primary DESC`;

const STORE_LINKS = `
  INSERT INTO board_games.game_links (game_id, type, id, name)
  SELECT DISTINCT ON (game_id, type, id) game_id, type, id, name
  FROM json_to_recordset($1) AS l (game_id text, type text, id text, name text) ORDER BY game_id, type, id`;

const STORE_RANKS = `
  INSERT INTO board_games.game_ranks (game_id, name, rank, bayes_average)
  SELECT DISTINCT ON (game_id, name) game_id, name, rank, bayes_average
  FROM json_to_recordset($1) AS r (game_id text, name text, rank integer, bayes_average double precision)
  ORDER BY game_id, name`;

@Injectable()
export class GameStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Those of the ids that were asked for at this time or later, with details where these are wanted. */
  async fresh(ids: readonly string[], since: Date, details: boolean): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM board_games.games
       WHERE id = ANY($1) AND CASE WHEN $3 THEN details_synced_at ELSE synced_at END >= $2
       UNION SELECT id FROM board_games.missing_games WHERE id = ANY($1) AND synced_at >= $2`,
      [ids, since, details],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Stores what was answered for the ids. Without details, statistics and ranks stay as they are. */
  async store(
    manager: EntityManager,
    ids: readonly string[],
    games: readonly Game[],
    details: boolean,
  ): Promise<StoredGames> {
    // In one order, so that two batches with the same games do not wait for each other.
    const stored: { document: GameDocument }[] = await manager.query(
      'SELECT document FROM board_games.games WHERE id = ANY($1) ORDER BY id FOR UPDATE',
      [ids],
    );
    const before = new Map(stored.map(({ document }) => [document.id, document]));
    const result: StoredGames = { added: [], changed: [], unchanged: 0 };
    for (const game of games) {
      const { revision = 0, ...known } = before.get(game.id) ?? {};
      const kept = details
        ? {}
        : { statistics: before.get(game.id)?.statistics ?? null, ranks: before.get(game.id)?.ranks ?? [] };
      const next = { ...game, ...kept };
      if (isDeepStrictEqual(known, next)) result.unchanged += 1;
      else (revision === 0 ? result.added : result.changed).push({ ...next, revision: revision + 1 });
    }
    await this.write(manager, [...result.added, ...result.changed], details);
    await manager.query(
      `UPDATE board_games.games SET synced_at = now(), details_synced_at = CASE WHEN $2 THEN now() ELSE details_synced_at END
       WHERE id = ANY($1)`,
      [games.map(({ id }) => id), details],
    );
    await this.noteMissing(manager, ids, games);
    return result;
  }

  /** Games as routes serve them, in the order of the ids. */
  async documents(ids: readonly string[]): Promise<(GameDocument & { syncedAt: Date })[]> {
    const rows = await this.database.query<{ document: GameDocument; synced_at: Date }>(
      'SELECT document, synced_at FROM board_games.games WHERE id = ANY($1) ORDER BY array_position($1, id)',
      [ids],
    );
    return rows.map(({ document, synced_at }) => ({ ...document, syncedAt: synced_at }));
  }

  /** Ids of the best ranked games. */
  async bestRanked(most: number): Promise<string[]> {
    const rows = await this.database.query<{ game_id: string }>(
      `SELECT game_id FROM board_games.game_ranks WHERE name = 'boardgame' AND rank IS NOT NULL ORDER BY rank, game_id LIMIT $1`,
      [most],
    );
    return rows.map(({ game_id }) => game_id);
  }

  async count(): Promise<number> {
    const [row] = await this.database.query<{ games: number }>(
      'SELECT count(*)::integer AS games FROM board_games.games',
    );
    return row!.games;
  }

  private async write(manager: EntityManager, documents: readonly GameDocument[], details: boolean): Promise<void> {
    if (documents.length === 0) return;
    await manager.query(STORE_GAMES, [JSON.stringify(documents), details]);
    for (const statement of CLEAR) await manager.query(statement, [documents.map(({ id }) => id)]);
    const rows = (of: (document: GameDocument) => object[]) => [
      JSON.stringify(documents.flatMap((document) => of(document).map((row) => ({ game_id: document.id, ...row })))),
    ];
    await manager.query(STORE_NAMES, rows(namesOf));
    await manager.query(STORE_LINKS, rows(linksOf));
    await manager.query(
      STORE_RANKS,
      rows(({ ranks }) => ranks.map(({ name, rank, bayesAverage }) => ({ name, rank, bayes_average: bayesAverage }))),
    );
  }

  private async noteMissing(manager: EntityManager, ids: readonly string[], games: readonly Game[]): Promise<void> {
    const there = new Set(games.map(({ id }) => id));
    await manager.query('DELETE FROM board_games.missing_games WHERE id = ANY($1)', [[...there]]);
    await manager.query(
      `INSERT INTO board_games.missing_games (id, synced_at) SELECT unnest($1::text[]), now()
       ON CONFLICT (id) DO UPDATE SET synced_at = now()`,
      [ids.filter((id) => !there.has(id))],
    );
  }
}

function namesOf({ name, alternateNames }: GameDocument): object[] {
  return [{ name, is_primary: true }, ...alternateNames.map((other) => ({ name: other, is_primary: false }))];
}

function linksOf({ designers, artists, publishers, mechanics, categories, families }: GameDocument): object[] {
  const lists = {
    designer: designers,
    artist: artists,
    publisher: publishers,
    mechanic: mechanics,
    category: categories,
    family: families,
  };
  return Object.entries(lists).flatMap(([type, links]) => links.map((link) => ({ type, ...link })));
}
