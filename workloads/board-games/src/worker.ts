import { durationMs } from '@kickoff/contracts';
import { DATABASE_PROVIDER } from '@kickoff/database';
import { defineManifest, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { workload } from './contracts/workload.js';
import { BulkSync } from './handlers/bulk-sync.js';
import { SyncGame } from './handlers/sync-game.js';
import { WarmCache } from './handlers/warm-cache.js';
import { boardGamesLimits } from './limits.js';
import { GamesController } from './routes/games-controller.js';
import { ListsController } from './routes/lists-controller.js';
import { boardGamesSchedules } from './schedules.js';
import { boardGamesSettings, type BoardGamesSettings } from './settings.js';
import { BOARD_GAMES_ENTITIES } from './store/entities/board-games-entities.js';
import { GameStore } from './store/game-store.js';
import { gamesImporter } from './store/import-games.js';
import { ListStore } from './store/list-store.js';
import { Games0001 } from './store/migrations/0001-games.js';
import { BOARD_GAMES_SCHEMA } from './store/schema.js';
import { SyncBatches } from './syncing/sync-batches.js';
import { SyncGames } from './syncing/sync-games.js';
import { SyncLists } from './syncing/sync-lists.js';
import { GameGeek } from './upstream/game-geek.js';

export default defineManifest({
  workload,
  settings: boardGamesSettings,
  schedules: boardGamesSchedules,
  limits: boardGamesLimits,
  database: { schema: BOARD_GAMES_SCHEMA, entities: BOARD_GAMES_ENTITIES, migrations: [Games0001] },
  handlers: [BulkSync, SyncGame, WarmCache],
  providers: [
    DATABASE_PROVIDER,
    GameStore,
    ListStore,
    SyncBatches,
    SyncGames,
    SyncLists,
    {
      provide: GameGeek,
      inject: [WORKLOAD_SETTINGS],
      useFactory: (settings: BoardGamesSettings) =>
        new GameGeek({
          address: settings.BOARD_GAMES_URL,
          token: settings.BOARD_GAMES_TOKEN,
          timeoutMs: durationMs(settings.BOARD_GAMES_REQUEST_TIMEOUT),
        }),
    },
  ],
  controllers: [GamesController, ListsController],
  importers: { games: gamesImporter },
});
