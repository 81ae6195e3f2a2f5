import { durationMs } from '@kickoff/contracts';
import { DATABASE_PROVIDER } from '@kickoff/database';
import { defineManifest, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { UpstreamClient } from '@kickoff/upstream';
import { workload } from './contracts/workload.js';
import { CalculateModelMetrics } from './handlers/calculate-model-metrics.js';
import { CleanUpOldData } from './handlers/clean-up-old-data.js';
import { fitModelInThread } from './handlers/fit-model.js';
import { GeneratePredictionForMatch } from './handlers/generate-prediction-for-match.js';
import { GeneratePredictions } from './handlers/generate-predictions.js';
import { HealthCheck } from './handlers/health-check.js';
import { PromoteModel } from './handlers/promote-model.js';
import { RetrainModel } from './handlers/retrain-model.js';
import { RollBackModel } from './handlers/roll-back-model.js';
import { SyncAllLeagues } from './handlers/sync-all-leagues.js';
import { SyncFixtures } from './handlers/sync-fixtures.js';
import { SyncHistoricalData } from './handlers/sync-historical-data.js';
import { SyncSingleLeague } from './handlers/sync-single-league.js';
import { UpdateRecentResults } from './handlers/update-recent-results.js';
import { ValidatePredictions } from './handlers/validate-predictions.js';
import { matchPredictionsLimits } from './limits.js';
import { PredictionsController } from './routes/predictions-controller.js';
import { matchPredictionsSchedules } from './schedules.js';
import { matchPredictionsSettings, type MatchPredictionsSettings } from './settings.js';
import { PREDICTIONS_ENTITIES } from './store/entities/predictions-entities.js';
import { MatchStore } from './store/match-store.js';
import { MetricsStore } from './store/metrics-store.js';
import { Challengers0002 } from './store/migrations/0002-challengers.js';
import { Predictions0001 } from './store/migrations/0001-predictions.js';
import { ModelStore } from './store/model-store.js';
import { PredictionStore } from './store/prediction-store.js';
import { MATCH_PREDICTIONS_SCHEMA } from './store/schema.js';
import { SyncStore } from './store/sync-store.js';
import { FootballDataClient } from './upstream/football-data-client.js';

export default defineManifest({
  workload,
  settings: matchPredictionsSettings,
  schedules: matchPredictionsSchedules,
  limits: matchPredictionsLimits,
  database: {
    schema: MATCH_PREDICTIONS_SCHEMA,
    entities: PREDICTIONS_ENTITIES,
    migrations: [Predictions0001, Challengers0002],
  },
  handlers: [
    CalculateModelMetrics,
    CleanUpOldData,
    GeneratePredictionForMatch,
    GeneratePredictions,
    HealthCheck,
    PromoteModel,
    RetrainModel,
    RollBackModel,
    SyncAllLeagues,
    SyncFixtures,
    SyncHistoricalData,
    SyncSingleLeague,
    UpdateRecentResults,
    ValidatePredictions,
  ],
  threadHandlers: [fitModelInThread],
  providers: [
    DATABASE_PROVIDER,
    MatchStore,
    MetricsStore,
    ModelStore,
    PredictionStore,
    SyncStore,
    {
      provide: UpstreamClient,
      inject: [WORKLOAD_SETTINGS],
      useFactory: (settings: MatchPredictionsSettings) =>
        new UpstreamClient({
          name: 'football-data',
          address: settings.MATCH_PREDICTIONS_URL,
          timeoutMs: durationMs(settings.MATCH_PREDICTIONS_REQUEST_TIMEOUT),
          headers: { accept: 'text/csv', 'user-agent': 'kickoff-match-predictions' },
        }),
    },
    {
      provide: FootballDataClient,
      inject: [UpstreamClient],
      useFactory: (client: UpstreamClient) => new FootballDataClient(client),
    },
  ],
  controllers: [PredictionsController],
});
