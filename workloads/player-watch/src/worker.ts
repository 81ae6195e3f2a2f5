import { durationMs } from '@kickoff/contracts';
import { DATABASE_PROVIDER } from '@kickoff/database';
import { defineManifest, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { workload } from './contracts/workload.js';
import { AnalysePlayers } from './handlers/analyse-players.js';
import { MonitorRanks } from './handlers/monitor-ranks.js';
import { UpdateTrackedPlayers } from './handlers/update-tracked-players.js';
import { playerWatchLimits } from './limits.js';
import { PlayersController } from './routes/players-controller.js';
import { TrackedController } from './routes/tracked-controller.js';
import { playerWatchSchedules } from './schedules.js';
import { playerWatchSettings, type PlayerWatchSettings } from './settings.js';
import { DetectionStore } from './store/detection-store.js';
import { PLAYER_WATCH_ENTITIES } from './store/entities/player-watch-entities.js';
import { HistoryStore } from './store/history-store.js';
import { MatchStore } from './store/match-store.js';
import { Players0001 } from './store/migrations/0001-players.js';
import { PlayerStore } from './store/player-store.js';
import { PLAYER_WATCH_SCHEMA } from './store/schema.js';
import { TrackedStore } from './store/tracked-store.js';
import { AskRiot } from './upstream/ask-riot.js';
import { RiotApi } from './upstream/riot-api.js';
import { CheckBans } from './watching/check-bans.js';
import { FetchMatches } from './watching/fetch-matches.js';
import { FetchStanding } from './watching/fetch-standing.js';
import { TellPlayer } from './watching/tell-player.js';

export default defineManifest({
  workload,
  settings: playerWatchSettings,
  schedules: playerWatchSchedules,
  limits: playerWatchLimits,
  database: { schema: PLAYER_WATCH_SCHEMA, entities: PLAYER_WATCH_ENTITIES, migrations: [Players0001] },
  handlers: [AnalysePlayers, MonitorRanks, UpdateTrackedPlayers],
  providers: [
    AskRiot,
    CheckBans,
    DATABASE_PROVIDER,
    DetectionStore,
    FetchMatches,
    FetchStanding,
    HistoryStore,
    MatchStore,
    PlayerStore,
    TellPlayer,
    TrackedStore,
    {
      provide: RiotApi,
      inject: [WORKLOAD_SETTINGS],
      useFactory: (settings: PlayerWatchSettings) =>
        new RiotApi({
          address: settings.PLAYER_WATCH_RIOT_URL,
          key: settings.PLAYER_WATCH_RIOT_KEY,
          timeoutMs: durationMs(settings.PLAYER_WATCH_REQUEST_TIMEOUT),
        }),
    },
  ],
  controllers: [PlayersController, TrackedController],
});
