import { fileURLToPath } from 'node:url';
import { durationMs } from '@kickoff/contracts';
import { DATABASE_PROVIDER } from '@kickoff/database';
import { Broker } from '@kickoff/jobs';
import { defineManifest, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { workload } from './contracts/workload.js';
import { BroadcastMatchEvent } from './handlers/broadcast-match-event.js';
import { BroadcastMatchUpdate } from './handlers/broadcast-match-update.js';
import { BroadcastStatusChange } from './handlers/broadcast-status-change.js';
import { CleanUpOldMatches } from './handlers/clean-up-old-matches.js';
import { FinishVanishedMatches } from './handlers/finish-vanished-matches.js';
import { PollCompletedMatches } from './handlers/poll-completed-matches.js';
import { PollLiveMatches } from './handlers/poll-live-matches.js';
import { PollScheduledMatches } from './handlers/poll-scheduled-matches.js';
import { ProcessMatchData } from './handlers/process-match-data.js';
import { ProcessMatchEvents } from './handlers/process-match-events.js';
import { UpdateLeagues } from './handlers/update-leagues.js';
import { UpdateMatchStatus } from './handlers/update-match-status.js';
import { UpdateTeams } from './handlers/update-teams.js';
import { liveScoresLimits } from './limits.js';
import { PollMatches } from './polling/poll-matches.js';
import { QuotaStore } from './quota/quota-store.js';
import { MatchesController } from './routes/matches-controller.js';
import { StatusController } from './routes/status-controller.js';
import { liveScoresSchedules } from './schedules.js';
import { liveScoresSettings, upstreamAddresses, type LiveScoresSettings } from './settings.js';
import { LIVE_SCORES_ENTITIES } from './store/entities/live-scores-entities.js';
import { KnownMatches } from './store/known-matches.js';
import { LeagueStore } from './store/league-store.js';
import { MatchReader } from './store/match-reader.js';
import { Matches0001 } from './store/migrations/0001-matches.js';
import { OldMatches } from './store/old-matches.js';
import { LIVE_SCORES_SCHEMA } from './store/schema.js';
import { MeteredUpstream } from './upstream/metered-upstream.js';
import { SportsUpstreams } from './upstream/sports-upstreams.js';

export default defineManifest({
  workload,
  settings: liveScoresSettings,
  schedules: liveScoresSchedules,
  limits: liveScoresLimits,
  database: { schema: LIVE_SCORES_SCHEMA, entities: LIVE_SCORES_ENTITIES, migrations: [Matches0001] },
  handlers: [
    BroadcastMatchEvent,
    BroadcastMatchUpdate,
    BroadcastStatusChange,
    CleanUpOldMatches,
    FinishVanishedMatches,
    PollCompletedMatches,
    PollLiveMatches,
    PollScheduledMatches,
    ProcessMatchData,
    ProcessMatchEvents,
    UpdateLeagues,
    UpdateMatchStatus,
    UpdateTeams,
  ],
  providers: [
    DATABASE_PROVIDER,
    KnownMatches,
    LeagueStore,
    MatchReader,
    MeteredUpstream,
    OldMatches,
    PollMatches,
    QuotaStore,
    {
      provide: SportsUpstreams,
      inject: [WORKLOAD_SETTINGS, Broker],
      useFactory: (settings: LiveScoresSettings, { clock }: Broker) =>
        new SportsUpstreams({
          addresses: upstreamAddresses(settings),
          key: settings.LIVE_SCORES_API_KEY,
          timeoutMs: durationMs(settings.LIVE_SCORES_REQUEST_TIMEOUT),
          clock,
        }),
    },
  ],
  controllers: [MatchesController, StatusController],
  pages: [{ path: '/live', directory: fileURLToPath(new URL('./page', import.meta.url)) }],
});
