import { defineWorkload } from '@kickoff/contracts';
import { calculateModelMetrics } from './calculate-model-metrics.js';
import { cleanUpOldData } from './clean-up-old-data.js';
import { fitModel } from './fit-model.js';
import { generatePredictionForMatch } from './generate-prediction-for-match.js';
import { generatePredictions } from './generate-predictions.js';
import { healthCheck } from './health-check.js';
import { promoteModel } from './promote-model.js';
import { retrainModel } from './retrain-model.js';
import { rollBackModel } from './roll-back-model.js';
import { syncAllLeagues } from './sync-all-leagues.js';
import { syncFixtures } from './sync-fixtures.js';
import { syncHistoricalData } from './sync-historical-data.js';
import { syncSingleLeague } from './sync-single-league.js';
import { updateRecentResults } from './update-recent-results.js';
import { validatePredictions } from './validate-predictions.js';

export const workload = defineWorkload({
  name: 'match-predictions',
  summary: 'Football results, a model trained on them, predictions of matches to come, and what they were worth.',
  contracts: [
    calculateModelMetrics,
    cleanUpOldData,
    fitModel,
    generatePredictionForMatch,
    generatePredictions,
    healthCheck,
    promoteModel,
    retrainModel,
    rollBackModel,
    syncAllLeagues,
    syncFixtures,
    syncHistoricalData,
    syncSingleLeague,
    updateRecentResults,
    validatePredictions,
  ],
  queues: {
    'data-sync': { service: 'poller' },
    ml: { service: 'processor' },
    // A queue of its own: its jobs compute for seconds, each in a thread.
    training: { service: 'processor' },
    predictions: { service: 'processor' },
    analytics: { service: 'processor' },
    default: { service: 'processor' },
  },
  channels: [
    { pattern: 'upcoming/:league', visibility: 'public' },
    { pattern: 'models', visibility: 'public' },
    { pattern: 'metrics', visibility: 'public' },
  ],
});
