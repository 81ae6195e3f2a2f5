import { importRows } from '@kickoff/nest';
import { z } from 'zod';
import { GameId } from '../contracts/game-id.js';

const STORE = `
  INSERT INTO board_games.games (id, type, name, year, document, revision, synced_at, changed_at)
  SELECT g ->> 'id', g ->> 'type', g ->> 'name', (g ->> 'year')::integer, g, 0, 'epoch', now()
  FROM json_array_elements($1) AS games (g) ON CONFLICT (id) DO NOTHING`;

/** Games that the old system knew: their ids and names. The first sync of each asks for the rest, since it is not fresh. */
export const gamesImporter = importRows({
  summary: 'games by id, name and year of publication',
  row: z.object({
    id: z.coerce.string().pipe(GameId),
    name: z.string().min(1),
    year: z.preprocess((value) => (value === '' ? null : value), z.coerce.number().int().nullable()).default(null),
  }),
  async store(rows, writer) {
    await writer.query(STORE, [JSON.stringify(rows.map((row) => ({ ...UNKNOWN, ...row })))]);
  },
});

const UNKNOWN = {
  type: 'boardgame',
  alternateNames: [],
  description: '',
  thumbnail: null,
  image: null,
  players: { min: null, max: null },
  playingTime: { usual: null, min: null, max: null },
  minAge: null,
  designers: [],
  artists: [],
  publishers: [],
  mechanics: [],
  categories: [],
  families: [],
  statistics: null,
  ranks: [],
  revision: 0,
};
